"""The table of transitions, walked whole: what is in it is done, what is not is refused, in the code and the database."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from platform_core.access import System
from platform_core.access.permissions import declared
from platform_core.audit.models import Entry
from platform_core.errors import RuleBroken
from tenants.spaces import operations
from tenants.spaces.models import Deletion, Origin, Space, State
from tenants.spaces.rules import GRACE, LAST_CALL, TRANSITIONS
from tests.tenants.console.conftest import space_rows

BY = System("tests")
# Each verb of the table by the operation that does it. (Building and removing schemas is tested for real elsewhere.)
DONE: dict[str, Callable[[Space], Any]] = {
    "spaces.suspend": lambda space: operations.suspend_space(by=BY, space=space, reason="Un motif"),
    "spaces.reopen": lambda space: operations.reopen_space(by=BY, space=space, reason="Un motif"),
    "spaces.archive": lambda space: operations.archive_space(by=BY, space=space, reason="Un motif"),
    "spaces.unarchive": lambda space: operations.unarchive_space(by=BY, space=space, reason="Un motif"),
    "spaces.schedule_deletion": lambda space: operations.schedule_deletion(by=BY, space=space, reason="Un motif"),
    "spaces.cancel_deletion": lambda space: operations.cancel_deletion(by=BY, space=space),
    "spaces.delete": lambda space: operations.delete_space(by=BY, space=space),
    "spaces.build": lambda space: operations.build_space(by=BY, space=space),
    "spaces.abandon": lambda space: operations.abandon_space(by=BY, space=space),
}
HARMLESS_AGAIN = {("active", "spaces.build"), ("deleted", "spaces.delete"), ("deleted", "spaces.abandon")}


def in_state(state: State, before: str = "") -> Space:
    """Make the row of a space in a state, `before` being what it was before that."""
    at = timezone.now() - timedelta(days=2)
    fields: dict[str, Any] = {"state": state}
    if state == State.SCHEDULED:
        fields["delete_at"] = at
    if state == State.SUSPENDED:
        fields["reopens_as"] = before
    [space] = space_rows(1, **fields)
    if state == State.SCHEDULED:
        Deletion.objects.create(
            space=space,
            origin=Origin.TEAM,
            reason="Fin",
            state_before=before,
            approved_at=at,
            last_call_at=at - LAST_CALL,
        )
    return space


def test_every_verb_of_the_table_is_a_permission_and_an_operation() -> None:
    verbs = set(TRANSITIONS.values())
    assert verbs == set(DONE)
    assert verbs - declared() == {"spaces.abandon"}  # which asks for the right to build


@pytest.mark.parametrize(("before", "after"), [pair for pair in TRANSITIONS if pair[1] != State.DELETED])
def test_each_way_of_the_table_leads_where_it_says(before: State, after: State, platform: None) -> None:
    verb = TRANSITIONS[before, after]
    if verb == "spaces.build":
        pytest.skip("a schema is built: tests/tenants/opening")
    space = in_state(before, before=after)
    DONE[verb](space)
    kept = Space.objects.get(pk=space.pk)
    assert kept.state == after
    assert space.state == after  # so does the object at hand, for the page that follows
    assert kept.state_since is not None
    assert (kept.delete_at is not None) == (after == State.SCHEDULED)
    assert Entry.objects.filter(action=verb, target_id=str(space.pk)).count() == 1


@pytest.mark.parametrize(("before", "verb"), list(itertools.product(State, DONE)))
def test_what_the_table_does_not_hold_is_refused(before: State, verb: str, platform: None) -> None:
    if any(start == before and name == verb for (start, _after), name in TRANSITIONS.items()):
        return
    space = in_state(before)
    if (before, verb) in HARMLESS_AGAIN:
        DONE[verb](space)
    else:
        with pytest.raises(RuleBroken, match="state"):
            DONE[verb](space)
    assert Space.objects.get(pk=space.pk).state == before
    assert not Entry.objects.filter(target_id=str(space.pk)).exists()


@pytest.mark.parametrize("was", [State.ACTIVE, State.ARCHIVED])
def test_a_reopened_space_is_what_it_was(was: State, platform: None) -> None:
    space = in_state(was)
    DONE["spaces.suspend"](space)
    DONE["spaces.schedule_deletion"](space)
    DONE["spaces.cancel_deletion"](space)
    assert space.state == State.SUSPENDED
    DONE["spaces.reopen"](space)
    assert Space.objects.get(pk=space.pk).state == was


def test_the_time_of_grace_is_thirty_days(platform: None) -> None:
    space = in_state(State.ACTIVE)
    DONE["spaces.schedule_deletion"](space)
    kept = Space.objects.get(pk=space.pk)
    assert kept.delete_at is not None
    assert abs(kept.delete_at - timezone.now() - GRACE) < timedelta(minutes=1)
    assert timedelta(days=30) == GRACE


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "scheduled", "delete_at": None},
        {"state": "active", "delete_at": timezone.now()},
        {"state": "deleted", "delete_at": timezone.now()},
        {"state": "asleep", "delete_at": None},
    ],
)
def test_the_database_refuses_a_state_that_makes_no_sense(fields: dict[str, Any], platform: None) -> None:
    [space] = space_rows(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Space.objects.filter(pk=space.pk).update(**fields)


def test_the_database_holds_one_deletion_at_a_time_and_two_operators(platform: None) -> None:
    [space] = space_rows(1)
    decision = Deletion.objects.create(space=space, origin=Origin.OPERATORS, asked_by=1, reason="Abus")
    with pytest.raises(IntegrityError), transaction.atomic():
        Deletion.objects.create(space=space, origin=Origin.TEAM, asked_by=1, reason="Fin")
    for approval in ({"approved_by": 1}, {"approved_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Deletion.objects.filter(pk=decision.pk).update(approved_at=timezone.now(), **approval)
    Deletion.objects.filter(pk=decision.pk).update(approved_at=timezone.now(), approved_by=2)


@pytest.mark.parametrize("verb", sorted(set(DONE) & {"spaces.suspend", "spaces.archive", "spaces.schedule_deletion"}))
def test_a_reason_is_always_given(verb: str, platform: None) -> None:
    [space] = space_rows(1)
    operation = getattr(operations, verb.removeprefix("spaces.") + ("" if "deletion" in verb else "_space"))
    with pytest.raises(RuleBroken, match="reason"):
        operation(by=BY, space=space, reason="  ")
    assert Space.objects.get(pk=space.pk).state == State.ACTIVE
