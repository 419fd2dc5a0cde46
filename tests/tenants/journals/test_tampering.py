"""Whoever writes in the database past its rights is seen: each way of changing the log is found, with its day and its row."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, transaction
from django.utils import timezone

from platform_core.audit.checking import Kind
from platform_core.audit.models import Seal
from platform_core.audit.sealing import last_sealable
from tenants.spaces.models import Space
from tests import making
from tests.tenants.journals.conftest import DAYS, as_owner, check, seal, seals, write


def day(age: int) -> date:
    return (timezone.now() - timedelta(days=age)).date()


@pytest.fixture
def sealed(town: Space) -> Space:
    assert seal(town) == (last_sealable(timezone.now()) - day(DAYS)).days + 1
    assert check(town).is_good
    return town


CHANGES = {
    "change of what was done": ("UPDATE audit_entry SET action = 'x.y' WHERE id = 5", Kind.CHANGED, 4, 5),
    "change of who": ("UPDATE audit_entry SET actor_id = 99 WHERE id = 2", Kind.CHANGED, 5, 2),
    "change of when": ("UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE id = 1", Kind.CHANGED, 5, 1),
    "change of a detail": ("UPDATE audit_entry SET details = '{}' WHERE id = 9", Kind.CHANGED, 2, 9),
    "removal": ("DELETE FROM audit_entry WHERE id = 6", Kind.REMOVED, 4, 6),
    "addition": (
        """INSERT INTO audit_entry (at, action, actor_name, target_type, target_id, details)
        SELECT at, action, actor_name, target_type, target_id, details FROM audit_entry WHERE id = 4""",
        Kind.ADDED,
        4,
        13,
    ),
    "exchange of two": (
        """UPDATE audit_entry SET id = -id WHERE id IN (4, 5);
        UPDATE audit_entry SET id = CASE id WHEN -4 THEN 5 ELSE 4 END WHERE id < 0""",
        Kind.CHANGED,
        4,
        4,
    ),
    "another day": ("UPDATE audit_entry SET at = at - interval '1 day' WHERE id = 7", Kind.ADDED, 3, 7),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_found_with_its_day_and_its_row(name: str, sealed: Space) -> None:
    statements, kind, age, entry = CHANGES[name]
    as_owner(sealed, statements)
    first = check(sealed).faults[0]
    assert (first.kind, first.day, first.entry) == (kind, day(age), entry)
    with pytest.raises(CommandError) as refused:
        call_command("checkjournal", sealed.label)
    assert refused.value.returncode == 3


SPOILT = {
    "a seal written anew without the key": (
        "UPDATE audit_seal SET digest = repeat('0', 64) WHERE day = '{4}'",
        Kind.SEAL,
        4,
    ),
    "marks rewritten": ("UPDATE audit_seal SET marks = '' WHERE day = '{4}'", Kind.SEAL, 4),
    "a seal removed": ("DELETE FROM audit_seal WHERE day = '{4}'", Kind.ADDED, 4),
    "the first seals removed": ("DELETE FROM audit_seal WHERE day <= '{5}'", Kind.ADDED, 5),
    "a removal by age that is not ours": (
        """DELETE FROM audit_entry WHERE id <= 3;
        INSERT INTO audit_purge (until, rows, seal, purged_at) VALUES ('{5}', 3, repeat('a', 64), now())""",
        Kind.PURGE,
        5,
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_seals_are_not_made_by_others(name: str, sealed: Space) -> None:
    statements, kind, age = SPOILT[name]
    for number in range(1, DAYS + 1):
        statements = statements.replace(f"{{{number}}}", day(number).isoformat())
    as_owner(sealed, statements)
    first = check(sealed).faults[0]
    assert (first.kind, first.day) == (kind, day(age))


def test_a_day_without_entries_cannot_receive_one_nor_lose_its_seal(sealed: Space) -> None:
    as_owner(sealed, "DELETE FROM audit_seal WHERE rows = 0")
    assert check(sealed).faults[0].kind == Kind.GAP
    assert check(sealed).faults[0].day == day(3)


@pytest.mark.parametrize("again", [False, True])
def test_a_chain_cut_short_or_made_anew_is_seen(again: bool, sealed: Space) -> None:
    as_owner(sealed, "DELETE FROM audit_entry WHERE id > 3")
    as_owner(sealed, "DELETE FROM audit_seal" if again else "DELETE FROM audit_seal WHERE marks NOT LIKE '1:%'")
    if again:
        assert seal(sealed) > 0  # with the key: a worker of ours, misled
    found = check(sealed)
    assert [fault.kind for fault in found.faults] == [Kind.SHORT]


def test_what_is_not_over_is_not_judged_and_what_was_missed_is_caught_up(sealed: Space) -> None:
    write(sealed, timezone.now())
    assert seal(sealed) == 0
    assert check(sealed).is_good
    assert seal(sealed, days=3) == 3
    assert seal(sealed, days=3) == 0
    found = check(sealed)
    assert found.is_good
    assert found.rows == 15
    assert len(seals(sealed)) == found.days == len({one.day for one in seals(sealed)})


def test_the_key_is_that_of_the_space(sealed: Space) -> None:
    with making.in_platform():
        Space.objects.filter(pk=sealed.pk).update(signing_key="une autre")
        moved = Space.objects.get(pk=sealed.pk)
    found = check(moved)
    with making.in_platform():
        Space.objects.filter(pk=sealed.pk).update(signing_key=sealed.signing_key)
    assert found.faults[0].kind == Kind.SEAL


def test_the_database_refuses_to_change_a_seal(sealed: Space) -> None:
    with making.in_space(sealed):
        for gesture in (lambda: Seal.objects.update(digest="x"), lambda: Seal.objects.all().delete()):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                gesture()
