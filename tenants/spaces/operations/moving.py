"""Close, open again, archive: each is one transaction, told to the team by the worker."""

from __future__ import annotations

from django.db import transaction

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.models import Entry
from platform_core.outbox.events import emit
from tenants.spaces.changing import given, move, note
from tenants.spaces.models import Space, State
from tenants.spaces.scopes import platform


@transaction.atomic
def suspend_space(*, by: Actor, space: Space, reason: str) -> None:
    """Close a space at once: its team still reads and exports, all else stops, and the team is told.

    Raises `RuleBroken` without a reason, and for a space that is neither open nor archived.
    """
    require("spaces.suspend", by, space)
    reason = given(reason)
    before = move(space, State.SUSPENDED, "spaces.suspend", state_reason=reason)
    Space.objects.filter(pk=space.pk).update(reopens_as=before)
    entry = note("spaces.suspend", by, space, before=before.value, after=State.SUSPENDED.value, reason=reason)
    emit("space.suspended", space_id=space.pk, entry_id=entry.pk)


@transaction.atomic
def reopen_space(*, by: Actor, space: Space, reason: str) -> None:
    """Open a suspended space again, as it was before, and tell its team. Raises `RuleBroken` likewise."""
    require("spaces.reopen", by, space)
    reason = given(reason)
    after = State(Space.objects.values_list("reopens_as", flat=True).get(pk=space.pk) or State.ACTIVE)
    before = move(space, after, "spaces.reopen", state_reason="", reopens_as="")
    entry = note("spaces.reopen", by, space, before=before.value, after=after.value, reason=reason)
    emit("space.reopened", space_id=space.pk, entry_id=entry.pk)


@transaction.atomic
def archive_space(*, by: Actor, space: Space, reason: str) -> None:
    """Make a space read-only for all; it can still be read, searched and found in the directory. Raises likewise."""
    require("spaces.archive", by, space)
    entry = _moved("spaces.archive", by, space, State.ARCHIVED, reason)
    with platform():
        emit("space.archived", space_id=space.pk, entry_id=entry.pk)


@transaction.atomic
def unarchive_space(*, by: Actor, space: Space, reason: str) -> None:
    """Open an archived space again. Raises likewise."""
    require("spaces.unarchive", by, space)
    entry = _moved("spaces.unarchive", by, space, State.ACTIVE, reason)
    with platform():
        emit("space.unarchived", space_id=space.pk, entry_id=entry.pk)


def _moved(verb: str, by: Actor, space: Space, after: State, reason: str) -> Entry:
    """Change the state, from inside the space (its team) or from the platform (an operator), and write it down."""
    reason = given(reason)
    with platform():
        before = move(space, after, verb, state_reason=reason if after == State.ARCHIVED else "")
    return note(verb, by, space, before=before.value, after=after.value, reason=reason)
