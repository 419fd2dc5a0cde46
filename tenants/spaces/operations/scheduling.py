"""Decide to delete a space, approve it, undo it. What follows thirty days later is in `deleting`."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.access import require
from platform_core.access.actors import Actor, System
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit
from tenants.spaces.changing import given, locked, move, must_be_possible, note
from tenants.spaces.models import Deletion, Origin, Space, State
from tenants.spaces.registry import must_be_deletable
from tenants.spaces.rules import GRACE
from tenants.spaces.scopes import platform


@transaction.atomic
def schedule_deletion(*, by: Actor, space: Space, reason: str) -> Deletion:
    """Decide, as its team (or from the server), that a space is deleted after the time of grace.

    Until then it is closed but to its team. Raises `RuleBroken` without a reason, when its state allows it no more, or
    `("held")` for one that must be kept.
    """
    require("spaces.schedule_deletion", by, space)
    reason = given(reason)
    origin = Origin.COMMAND if isinstance(by, System) else Origin.TEAM
    with platform():
        must_be_possible(locked(space), State.SCHEDULED, "spaces.schedule_deletion")
    must_be_deletable(space)
    with platform():
        # What an operator had asked for and nobody approved is settled by the team's own decision.
        asked = Deletion.objects.filter(space=space, approved_at=None, cancelled_at=None)
        asked.update(cancelled_at=timezone.now())
        decision = _new(space, origin, by, reason)
        _start(decision, space, approved_by=None)
    entry = note("spaces.schedule_deletion", by, space, reason=reason, **_facts(decision, space))
    with platform():
        emit("space.deletion_scheduled", space_id=space.pk, entry_id=entry.pk, deletion_id=decision.pk)
    return decision


@transaction.atomic
def ask_deletion(*, by: Actor, space: Space, reason: str) -> Deletion:
    """Ask, as an operator, that a space be deleted: nothing changes until another operator approves it.

    Raises `RuleBroken` without a reason, when it is asked already, when the state of the space does not allow it, or
    `("held")` for one that must be kept.
    """
    require("spaces.ask_deletion", by, space)
    reason = given(reason)
    must_be_possible(locked(space), State.SCHEDULED, "spaces.schedule_deletion")
    must_be_deletable(space)
    decision = _new(space, Origin.OPERATORS, by, reason)
    record = note("spaces.ask_deletion", by, space, reason=reason)
    emit("space.deletion_asked", space_id=space.pk, entry_id=record.pk, deletion_id=decision.pk)
    return decision


@transaction.atomic
def approve_deletion(*, by: Actor, deletion: Deletion) -> None:
    """Approve, as another operator, what a first one asked for: the time of grace begins.

    Raises `NotAllowed` for the one who asked, `RuleBroken` when it was withdrawn or approved meanwhile, or
    `("held")` for a space that must be kept.
    """
    require("spaces.approve_deletion", by, deletion)
    space = deletion.space
    locked(space)
    deletion.refresh_from_db()
    if not deletion.is_waiting:
        raise RuleBroken("state", _("Cette demande de suppression n’attend plus d’accord."))
    must_be_deletable(space)
    _start(deletion, space, approved_by=by.pk)
    facts = {"asked_by": deletion.asked_by, **_facts(deletion, space)}
    entry = note("spaces.approve_deletion", by, space, reason=deletion.reason, **facts)
    emit("space.deletion_scheduled", space_id=space.pk, entry_id=entry.pk, deletion_id=deletion.pk)


@transaction.atomic
def cancel_deletion(*, by: Actor, space: Space, reason: str = "") -> None:
    """Give up deleting a space, whoever had asked: it is again as it was. Raises `RuleBroken` when nothing is asked."""
    require("spaces.cancel_deletion", by, space)
    by_team = scope.in_space()
    with platform():
        row = locked(space)
        decision = Deletion.objects.filter(space=row, cancelled_at=None, done_at=None).first()
        if decision is None or (decision.is_waiting and by_team):
            raise RuleBroken("state", _("Aucune suppression n’est programmée."))
        if not decision.is_waiting:
            move(space, State(decision.state_before), "spaces.cancel_deletion", delete_at=None)
        decision.cancelled_at = timezone.now()
        decision.save(update_fields=["cancelled_at"])
    entry = note("spaces.cancel_deletion", by, space, reason=reason.strip(), after=space.state)
    if decision.approved_at is not None:
        with platform():
            emit("space.deletion_cancelled", space_id=space.pk, entry_id=entry.pk)


@transaction.atomic
def note_last_call(*, by: Actor, deletion: Deletion, at: datetime) -> None:
    """Write that the last reminder left: the deletion waits for a day after it, whatever the date that was set."""
    require("spaces.end", by)
    Deletion.objects.filter(pk=deletion.pk, last_call_at=None).update(last_call_at=at)


def _new(space: Space, origin: Origin, by: Actor, reason: str) -> Deletion:
    try:
        with transaction.atomic():
            return Deletion.objects.create(space=space, origin=origin, asked_by=by.pk, reason=reason)
    except IntegrityError as error:
        raise RuleBroken("asked", _("Une suppression est déjà demandée pour cet espace.")) from error


def _start(decision: Deletion, space: Space, *, approved_by: int | None) -> None:
    """Begin the time of grace."""
    now = timezone.now()
    was = move(space, State.SCHEDULED, "spaces.schedule_deletion", delete_at=now + GRACE)
    decision.approved_by, decision.approved_at, decision.state_before = approved_by, now, was
    decision.save(update_fields=["approved_by", "approved_at", "state_before"])


def _facts(decision: Deletion, space: Space) -> dict[str, str]:
    due = space.delete_at.isoformat() if space.delete_at else ""
    return {"before": decision.state_before, "after": State.SCHEDULED.value, "delete_at": due}
