"""A space in preparation opens to the public, once; its team puts its first steps away."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit
from platform_core.pages.queries import held_missing_pages
from tenants.spaces.changing import locked, note
from tenants.spaces.models import Space, State
from tenants.spaces.scopes import entered, platform


@transaction.atomic
def open_to_public(*, by: Actor, space: Space) -> None:
    """Open a space to everybody. Nothing takes it back: it is then suspended, archived or deleted, as any other.

    Raises `RuleBroken`: `pages` with the titles of the legal pages that are not complete, `opened` when somebody was
    quicker, `state` when the space is not in service.
    """
    require("spaces.open", by, space)
    with entered(space):
        missing = held_missing_pages()  # held until the end: no page is emptied meanwhile
    if missing:
        titles = ", ".join(f"« {page.title} »" for page in missing)
        raise RuleBroken("pages", _("Il reste à compléter et à relire : %(titles)s.") % {"titles": titles})
    with platform():
        row = locked(space)
        if row.opened_at:
            raise RuleBroken("opened", _("Cet espace est déjà ouvert au public."))
        if row.state != State.ACTIVE:
            raise RuleBroken("state", _("L’état de cet espace ne permet pas de l’ouvrir au public."))
        now = timezone.now()
        Space.objects.filter(pk=row.pk).update(opened_at=now, last_activity_at=now)
    space.opened_at = now
    entry = note("spaces.open", by, space)
    with platform():
        emit("space.opened", space_id=space.pk, entry_id=entry.pk)


@transaction.atomic
def put_first_steps_away(*, by: Actor, space: Space) -> None:
    """Stop showing the list of first steps to the team. Safe to run again."""
    require("spaces.settle", by, space)
    with platform():
        changed = Space.objects.filter(pk=space.pk, settled_at=None).update(settled_at=timezone.now())
    if changed:
        note("spaces.settle", by, space)
