"""What rightly changes: entries too old, a person erased, a space brought back. And where it is shown."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from celery import current_app
from django.core.management import CommandError, call_command
from django.utils import timezone

from platform_core.accounts.models import User
from platform_core.accounts.operations.erasing import erase_account
from platform_core.audit.checking import Kind
from platform_core.audit.log import record
from platform_core.audit.models import Entry, Purge, Seal
from platform_core.audit.operations import seal_days
from platform_core.audit.sealing import KEPT_DAYS
from platform_core.errors import NotAllowed
from tenants.archive.contents import tables
from tenants.archive.registry import BACKUP, PORTABLE
from tenants.health.registry import Status
from tenants.holds.models import Hold
from tenants.holds.operations import lift_hold, set_hold
from tenants.journals.health import read_journals
from tenants.journals.models import Journal
from tenants.journals.operations import check_journal, purge_journal
from tenants.journals.tasks import seal as seal_task
from tenants.spaces.models import Space
from tests import making
from tests.tenants.journals.conftest import as_owner, check, seal, write


def purge(space: Space, **later: int) -> int:
    with making.in_platform():
        return purge_journal(by=making.SYSTEM, space=space, at=timezone.now() + timedelta(**later))


def run(name: str, *words: str, **options: object) -> str:
    out = StringIO()
    call_command(name, *words, stdout=out, **options)
    return out.getvalue()


def test_entries_of_more_than_a_year_go_and_the_chain_still_holds(town: Space) -> None:
    seal(town)
    assert purge(town) == 0
    assert purge(town, days=KEPT_DAYS - 2) == 6  # the two oldest days are then more than a year old
    found = check(town)
    assert found.is_good
    assert found.rows == 6
    with making.in_space(town):
        assert Entry.objects.count() == 6
        assert Purge.objects.get().rows == 6
    as_owner(town, "DELETE FROM audit_entry WHERE id = 7")  # the same gesture, by somebody else
    assert [(one.kind, one.entry) for one in check(town).faults] == [(Kind.REMOVED, 7)]


def test_nothing_comes_back_in_a_day_that_was_emptied(town: Space) -> None:
    seal(town)
    purge(town, days=KEPT_DAYS - 1)
    write(town, timezone.now() - timedelta(days=5), rows=1)
    assert check(town).faults[0].kind == Kind.ADDED


def test_nothing_goes_of_what_a_judge_asked_to_keep_nor_of_a_log_that_was_changed(town: Space) -> None:
    seal(town)
    with making.in_platform():
        hold = set_hold(by=making.SYSTEM, space=town, reason="Enquête.")
    assert purge(town, days=KEPT_DAYS) == 0
    with making.in_platform():
        lift_hold(by=making.SYSTEM, hold=hold, reason="Finie.")
        Hold.objects.all().delete()
    as_owner(town, "UPDATE audit_entry SET actor_id = 99 WHERE id = 2")
    check(town)
    assert purge(town, days=KEPT_DAYS) == 0


def test_erasing_a_person_breaks_nothing(town: Space) -> None:
    with making.in_space(town):
        person = making.make_user("partante@example.org", "Zoé")
        record("accounts.change", by=person, name="x")
    as_owner(town, "UPDATE audit_entry SET at = at - interval '1 day' WHERE action = 'accounts.change'")
    seal(town)
    with making.in_space(town):
        erase_account(by=person, user=User.objects.get(pk=person.pk), withdraw=False)
    assert check(town).is_good


def test_a_space_brought_back_from_a_backup_is_taken_as_it_is(town: Space) -> None:
    seal(town)
    check(town)
    as_owner(
        town,
        "DELETE FROM audit_entry WHERE id > 6; DELETE FROM audit_seal WHERE rows = 0 OR marks LIKE '7:%' OR marks LIKE '10:%'",
    )
    assert check(town).faults[0].kind == Kind.SHORT
    with making.in_platform():
        record("backup.switch", by=making.SYSTEM, target=town)
    assert check(town).is_good
    seal(town)
    assert check(town).is_good


def test_archives_leave_the_seals_and_backups_hold_them() -> None:
    names = {"audit_seal", "audit_purge"}
    assert names & {table.name for table in tables(PORTABLE)} == set()
    assert names <= {table.name for table in tables(BACKUP)}


def test_the_worker_seals_and_checks_each_night_once(town: Space) -> None:
    current_app.loader.import_default_modules()
    current_app.tasks["journals.seal"](schema=town.schema_name)
    with making.in_platform():
        known = Journal.objects.get(space=town)
    assert known.through is not None
    assert known.faults == 0
    assert seal_task.when_frozen
    current_app.tasks["journals.seal_platform"](schema="platform")


def test_the_commands_say_where_and_fail(town: Space) -> None:
    seal(town)
    text = run("checkjournal", town.label)
    assert "intact" in text
    assert "12 lignes" in text
    with making.in_space(town):
        assert Seal.objects.latest("day").digest in text  # to be kept elsewhere
    as_owner(town, "DELETE FROM audit_entry WHERE id = 5")
    out = StringIO()
    with pytest.raises(CommandError, match="1 journal"):
        call_command("checkjournal", town.label, stdout=out)
    assert "la ligne n° 5 a disparu" in out.getvalue()
    assert "0 lignes retirées" in run("sealjournal")


def test_health_and_the_page_of_the_log_name_it(town: Space, operator: User, browser: making.ScopedClient) -> None:
    with making.in_platform():
        seal_days(by=making.SYSTEM, at=timezone.now() + timedelta(days=2))
        check_journal(by=making.SYSTEM, space=None)
        Journal.objects.update_or_create(
            space=Space.objects.get(pk=town.pk),
            defaults={"checked_at": timezone.now(), "through": timezone.now().date()},
        )
        assert read_journals().status == Status.FINE
        text = browser.get("/operateur/journal/").content.decode()
        assert "Ce journal est vérifié jusqu’au" in text
        Journal.objects.filter(space=town).update(
            faults=1, fault_kind="changed", fault_entry=5, fault_day=timezone.now().date()
        )
        assert read_journals().status == Status.DOWN
        assert "carvin" in str(read_journals().says)
        assert "la ligne n° 5 a été modifiée" in browser.get("/operateur/journal/").content.decode()


def test_nobody_else_seals_checks_or_removes(operator: User, spaces: tuple[Space, Space]) -> None:
    with pytest.raises(NotAllowed):
        seal_days(by=operator, at=timezone.now())
    with pytest.raises(NotAllowed):
        purge_journal(by=operator, space=spaces[0], at=timezone.now())
    with making.in_space(spaces[0]), pytest.raises(NotAllowed):
        check_journal(by=making.make_user("imposteur@example.org", roles=["operator"]), space=None)
