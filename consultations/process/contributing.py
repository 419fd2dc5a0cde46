"""What every kind of contribution has in common when it is added, changed or taken back.

Modalities and capabilities call these inside their own operation, which has already asked its own permission.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.process.models import Contribution, Revision, Status, Step, Theme
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit

if TYPE_CHECKING:
    from platform_core.accounts.models import Structure


def add_contribution(
    *, kind: str, step: Step, by: Actor, theme: Theme | None = None, structure: Structure | None = None, **fields: Any
) -> Contribution:
    """Add a published contribution of a kind; raises `RuleBroken` for a theme or a structure that is not theirs."""
    if theme is not None and theme.consultation_id != step.consultation_id:
        raise RuleBroken("theme", _("Choisissez un thème de cette concertation."), "theme")
    if structure is not None and not structure.members.filter(pk=by.pk).exists():
        raise RuleBroken(
            "structure", _("Vous ne pouvez contribuer qu’au nom d’une structure dont vous êtes membre."), "structure"
        )
    contribution = Contribution.objects.create(
        kind=kind,
        step=step,
        consultation=step.consultation,
        theme=theme,
        structure=structure,
        author_id=by.pk,
        status=Status.PUBLISHED,
        published_at=timezone.now(),
        **fields,
    )
    record(f"{kind}.add", by=by, target=contribution, step=step.pk)
    emit("contribution.published", contribution_id=contribution.pk, kind=kind)
    return contribution


def change_contribution(contribution: Contribution, *, by: Actor, **fields: Any) -> Contribution:
    """Change a contribution, keeping what it said in its public history."""
    texts = {"title", "body"} & fields.keys()
    if any(getattr(contribution, name) != fields[name] for name in texts):
        Revision.objects.create(
            contribution=contribution, title=contribution.title, body=contribution.body, by_id=by.pk
        )
        contribution.edited_at = timezone.now()
    for name, value in fields.items():
        setattr(contribution, name, value)
    contribution.save(update_fields=[*fields, "edited_at"])
    record(f"{contribution.kind}.change", by=by, target=contribution, fields=sorted(fields))
    return contribution


_status_hooks: dict[str, Callable[[Contribution, bool], None]] = {}


def on_status_change(kind: str, hook: Callable[[Contribution, bool], None]) -> None:
    """Let the slice that makes contributions of a kind keep its counts: told whether it is shown, when that changes."""
    _status_hooks[kind] = hook


def set_status(contribution: Contribution, status: Status, *, by: Actor) -> bool:
    """Publish, withdraw or hide a contribution: the one way its status changes. Returns False when nothing changed.

    The row is locked first, so that two decisions at once are one after the other and counts stay exact.
    """
    held = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if held.status == status:
        return False
    was_shown, is_shown = held.is_public, status == Status.PUBLISHED
    Contribution.objects.filter(pk=held.pk).update(status=status)
    contribution.status = status
    if was_shown != is_shown and (hook := _status_hooks.get(contribution.kind)):
        hook(contribution, is_shown)
    record(f"{contribution.kind}.{status}", by=by, target=contribution)
    return True


def withdraw(contribution: Contribution, *, by: Actor) -> Contribution:
    """Take a contribution back: it is no longer shown, its supports and comments are kept."""
    if set_status(contribution, Status.WITHDRAWN, by=by):
        emit("contribution.withdrawn", contribution_id=contribution.pk, kind=contribution.kind)
    return contribution
