"""Spaces that lag are brought up to date together; one that fails stops no other, and says so to its visitors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext

from consultations.process.models import Contribution
from platform_core.access import System
from platform_core.scope import NoScope, open_scope
from tenants.console.models import SpaceHealth
from tenants.postgresql.ddl import write_ddl
from tenants.postgresql.owner import owner_connection, owner_in
from tenants.postgresql.replaying import replay
from tenants.spaces import migrating
from tenants.spaces.migrating import migrate_spaces
from tenants.spaces.models import Space
from tenants.spaces.operations import delete_space
from tenants.spaces.versions import is_behind, known_migrations, known_version, migrations_in, version_of
from tests import making

COLUMN = "supports_imported"  # what the migration undone here adds to process_contribution
BEFORE = ("process", "0003_illustrations")
EARLIER = ("process", "0002_editing")
NUMBERS = count(1)


@pytest.fixture
def towns(real_db: None) -> Iterator[list[Space]]:
    test = next(NUMBERS)  # the label of a deleted space stays its own for a year
    made = [making.make_space(f"{label}-{test}") for label in ("douai", "lens", "arras")]
    yield made
    with making.in_platform():
        for space in made:
            delete_space(by=System("tests"), space=space, reason="fin", at_once=True)


def undo(space: Space, target: tuple[str, str] = BEFORE) -> None:
    """Put a space back to what an older version of the code made."""
    with owner_in(space.schema_name) as owner:
        MigrationExecutor(owner).migrate([target])
    migrating.write_version(space, version_of(migrations_in([space.schema_name])[space.schema_name]))


def as_owner(space: Space, statement: str) -> None:
    with owner_in(space.schema_name) as owner, owner.cursor() as cursor:
        cursor.execute(statement)


def errors(spaces: list[Space]) -> dict[str, bool]:
    found = {one.space.label.partition("-")[0]: bool(one.error) for one in migrate_spaces()}
    for space in spaces:
        with making.in_platform():
            space.refresh_from_db()
    return found


def test_spaces_that_lag_are_brought_up_to_date_and_no_other(
    towns: list[Space], monkeypatch: pytest.MonkeyPatch
) -> None:
    again: list[str] = []

    def watched(schema_name: str, migrations: list[str], grants: str) -> None:
        again.append(schema_name)
        replay(schema_name, migrations, grants)

    monkeypatch.setattr("tenants.spaces.migrating.replay", watched)
    for space in towns[:2]:
        undo(space)
    assert errors(towns) == {"douai": False, "lens": False}
    assert len(again) == 1  # took the statements of the other, without Django
    alike = write_ddl(towns[0].schema_name) == write_ddl(towns[1].schema_name)
    assert alike  # not compared in the assertion: the texts are long
    for space in towns:
        assert space.schema_version == known_version()
        with making.in_space(space):  # with the rights of the space's role
            assert not Contribution.objects.filter(supports_imported__gt=0).exists()


def test_what_one_space_cannot_take_does_not_stop_the_others(towns: list[Space]) -> None:
    for space in towns:
        undo(space)
    as_owner(towns[0], f"ALTER TABLE process_contribution ADD COLUMN {COLUMN} integer")
    assert errors(towns) == {"arras": False, "lens": False, "douai": True}
    assert [is_behind(space) for space in towns] == [True, False, False]
    as_owner(towns[0], f"ALTER TABLE process_contribution DROP COLUMN {COLUMN}")
    assert errors(towns) == {"douai": False}


def test_a_migration_stopped_half_way_is_finished_by_the_next_run(towns: list[Space]) -> None:
    for space in towns:
        undo(space, EARLIER)
    as_owner(towns[2], f"ALTER TABLE process_contribution ADD COLUMN {COLUMN} integer")  # the second of two fails
    assert errors(towns)["arras"] is True
    lacking = known_migrations() - migrations_in([towns[2].schema_name])[towns[2].schema_name]
    assert "process.0004_supports_imported" in lacking
    assert "process.0003_illustrations" not in lacking
    as_owner(towns[2], f"ALTER TABLE process_contribution DROP COLUMN {COLUMN}")
    assert errors(towns) == {"arras": False}


def test_a_table_in_use_makes_its_space_late_and_nobody_wait(towns: list[Space]) -> None:
    for space in towns:
        undo(space)
    with making.in_space(towns[1]):
        connection.set_autocommit(False)
        Contribution.objects.exists()
        found = errors(towns)
        connection.rollback()
        connection.set_autocommit(True)
    assert found["lens"] is True
    assert sum(found.values()) == 1
    assert errors(towns) == {"lens": False}


def test_nothing_to_do_takes_few_statements_whatever_the_number_of_spaces(towns: list[Space]) -> None:
    with CaptureQueriesContext(owner_connection()) as asked:
        assert not list(migrate_spaces())
    assert len(asked) <= 4


def test_a_space_that_waits_says_so_and_its_tasks_wait(towns: list[Space]) -> None:
    undo(towns[0])
    browser, other = making.ScopedClient(towns[0]), making.ScopedClient(towns[1])
    answer = browser.get("/")
    assert answer.status_code == 503
    assert "en cours de mise à jour" in answer.content.decode()
    assert answer.headers["Retry-After"] == "15"
    assert browser.get("/api/v1/consultations/").json()["code"] == "updating"
    with pytest.raises(NoScope), open_scope(towns[0].schema_name):
        pass
    assert other.get("/").status_code == 200
    list(migrate_spaces())
    assert browser.get("/").status_code == 200


def test_code_that_is_older_than_a_space_goes_on_serving_it(towns: list[Space]) -> None:
    ahead = version_of([*known_migrations(), "process.9999_later"])
    migrating.write_version(towns[0], ahead)
    assert not is_behind(towns[0])
    assert making.ScopedClient(towns[0]).get("/").status_code == 200


def test_a_migration_lost_is_named_by_the_command(towns: list[Space], capsys: pytest.CaptureFixture[str]) -> None:
    as_owner(towns[0], "DELETE FROM django_migrations WHERE app = 'process' AND name = '0004_supports_imported'")
    with pytest.raises(CommandError, match="1 espace"):
        call_command("checkspaces")
    assert f"{towns[0].label} : il manque process.0004_supports_imported" in capsys.readouterr().out
    as_owner(
        towns[0],
        "INSERT INTO django_migrations (app, name, applied) VALUES ('process', '0004_supports_imported', now())",
    )
    call_command("checkspaces")
    assert "à jour" in capsys.readouterr().out


def test_one_space_is_updated_by_command_and_a_failure_is_shown_to_operators(towns: list[Space]) -> None:
    for space in towns[:2]:
        undo(space)
    as_owner(towns[0], f"ALTER TABLE process_contribution ADD COLUMN {COLUMN} integer")
    with pytest.raises(CommandError, match="already exists"):
        call_command("updatespace", towns[0].label)
    with making.in_platform():
        seen = SpaceHealth.objects.get(space=towns[0])
    assert "already exists" in seen.update_error
    assert "process.0004_supports_imported" in seen.lacking
    as_owner(towns[0], f"ALTER TABLE process_contribution DROP COLUMN {COLUMN}")
    call_command("updatespace", towns[0].label)
    with making.in_platform():
        seen.refresh_from_db()
    assert (seen.update_error, seen.lacking) == ("", [])
    assert is_behind(reread(towns[1]))  # that one alone
    assert not is_behind(reread(towns[0]))


def reread(space: Space) -> Space:
    with making.in_platform():
        found: Space = Space.objects.get(pk=space.pk)
        return found
