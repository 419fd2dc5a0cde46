"""The life of a space. Each step is safe to run again, so that an interrupted one is simply run again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.audit.models import Entry
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit
from tenants.postgresql.schemas import create_schema, drop_schema, schema_exists
from tenants.spaces.models import Domain, Snapshot, Space, State
from tenants.spaces.registry import must_be_deletable, removers, starters
from tenants.spaces.scopes import entered, platform

if TYPE_CHECKING:
    from collections.abc import Callable


def reserve_space(*, by: Actor, label: str, **facts: object) -> Space:
    """Take the subdomain and write what is known of the space; nothing answers there yet.

    Raises `RuleBroken("label_taken")` when another space has the subdomain: the database decides, not the check before.
    """
    require("spaces.build", by)
    try:
        with transaction.atomic():
            space: Space = Space.objects.create(label=label, **facts)
            Domain.objects.create(tenant=space, domain=f"{label}.{settings.APEX_DOMAIN}", is_primary=True)
            record("spaces.reserve", by=by, target=space, label=label)
    except IntegrityError as error:
        raise RuleBroken(
            "label_taken", _("Ce sous-domaine vient d’être pris. Choisissez-en un autre."), "label"
        ) from error
    return space


def build_space(*, by: Actor, space: Space, progress: Callable[[str], None] = lambda _step: None) -> Space:
    """Build the schema, fill it and open it. `progress` is told each step's name. Resumes where it was interrupted."""
    require("spaces.build", by)
    if space.state == State.ACTIVE:
        return space
    progress("schema")
    snapshot = Snapshot.objects.latest("created_at")
    _make_schema(space, snapshot)
    with entered(space):
        for name, fill in starters().items():
            progress(name)
            with transaction.atomic():
                fill(space)
    progress("opening")
    with transaction.atomic():
        now = timezone.now()
        space.state, space.opened_at, space.last_activity_at = State.ACTIVE, now, now
        space.save(update_fields=["state", "opened_at", "last_activity_at"])
        record("spaces.build", by=by, target=space)
    return space


def _make_schema(space: Space, snapshot: Snapshot) -> None:
    """Build the schema. One begun before the last deployment lacks what it brought, and holds nothing yet: built anew."""
    if schema_exists(space.schema_name):
        if space.schema_version == snapshot.version:
            return
        drop_schema(space.schema_name)
    create_schema(space.schema_name, snapshot.ddl)
    space.schema_version = snapshot.version
    space.save(update_fields=["schema_version"])


@transaction.atomic
def abandon_space(*, by: Actor, space: Space) -> None:
    """Undo a space that could not be built: no schema, no role, its subdomain free again."""
    require("spaces.build", by)
    drop_schema(space.schema_name)
    record("spaces.abandon", by=by, target=space, label=space.label)
    space.domains.all().delete()
    Space.objects.filter(pk=space.pk).update(state=State.DELETED)


@transaction.atomic
def suspend_space(*, by: Actor, space: Space, reason: str) -> None:
    """Close a space at once: its pages say so, its tasks and mails stop, its team is told.

    Raises `RuleBroken` without a reason, and for a space that is not open.
    """
    require("spaces.suspend", by, space)
    entry = _change_state(by, space, State.ACTIVE, State.SUSPENDED, reason)
    emit("space.suspended", space_id=space.pk, entry_id=entry.pk)


@transaction.atomic
def reopen_space(*, by: Actor, space: Space, reason: str) -> None:
    """Open a suspended space again, and tell its team. Raises `RuleBroken` without a reason, or if not suspended."""
    require("spaces.reopen", by, space)
    entry = _change_state(by, space, State.SUSPENDED, State.ACTIVE, reason)
    emit("space.reopened", space_id=space.pk, entry_id=entry.pk)


def _change_state(by: Actor, space: Space, before: State, after: State, reason: str) -> Entry:
    """Take a space from a state to another; two operators who decide at once cannot both succeed."""
    reason = reason.strip()
    if not reason:
        raise RuleBroken("reason", _("Indiquez le motif : l’équipe de l’espace le lira."), "reason")
    kept = reason if after == State.SUSPENDED else ""
    changed = Space.objects.filter(pk=space.pk, state=before).update(state=after, state_reason=kept)
    if not changed:
        raise RuleBroken("state", _("L’état de cet espace a changé entre-temps. Relisez sa fiche."))
    space.state, space.state_reason = after, kept
    verb = "spaces.suspend" if after == State.SUSPENDED else "spaces.reopen"
    return record(verb, by=by, target=space, before=before.value, after=after.value, reason=reason)


def delete_space(*, by: Actor, space: Space, reason: str) -> None:
    """Remove a space: it stops answering at once, then its schema, role, files and cache go. Safe to run again."""
    require("spaces.delete", by, space)
    must_be_deletable(space)
    with transaction.atomic():
        Space.objects.filter(pk=space.pk).update(state=State.DELETED, state_reason=reason)
        space.domains.all().delete()
        record("spaces.delete", by=by, target=space, label=space.label, schema=space.schema_name, reason=reason)
    for remove in removers().values():
        remove(space)
    drop_schema(space.schema_name)


@transaction.atomic
def describe_space(*, by: Actor, space: Space, **facts: str) -> None:
    """Change what a space says of itself (name, tagline, welcome, accent, contact_email, is_listed)."""
    require("spaces.describe", by, space)
    with platform():
        before = {name: getattr(space, name) for name in facts}
        for name, value in facts.items():
            setattr(space, name, value)
        space.save(update_fields=list(facts))
        record("spaces.describe", by=by, target=space, before=before, after=facts)
