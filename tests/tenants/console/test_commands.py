"""The commands on spaces."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from billing_free.metering.models import Usage, UsageDay
from billing_free.metering.operations import measure_space
from platform_core.audit.models import Entry
from tenants.console import operations
from tenants.console.models import SpaceHealth
from tenants.postgresql.schemas import drop_schema, schema_exists
from tenants.spaces.models import Space, State
from tests import making
from tests.tenants.console.conftest import space_rows


def run(name: str, *words: str, **options: object) -> str:
    out = StringIO()
    call_command(name, *words, stdout=out, **options)
    return out.getvalue()


def test_spaces_are_listed_and_their_names_cannot_drive_a_terminal(platform: None) -> None:
    space_rows(1, name="Nice\x1b[2J\x1b]0;titre\x07\u202e")
    text = run("spaces")
    assert "rang-000" in text
    assert "lille" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert run("spaces", "lille").count("\n") == 1
    assert run("spaces", state="suspended") == ""


def test_suspend_and_reopen(platform: None, spaces: tuple[Space, Space]) -> None:
    run("suspendspace", "lille", reason="Un motif.")
    assert Space.objects.get(label="lille").state == State.SUSPENDED
    with pytest.raises(CommandError, match="changé"):
        run("suspendspace", "lille", reason="Un motif.")
    run("reopenspace", "lille", reason="Réglé.")
    assert Space.objects.get(label="lille").state == State.ACTIVE
    with pytest.raises(CommandError, match="motif"):
        run("suspendspace", "lille", reason=" ")
    with pytest.raises(CommandError, match="Aucun espace"):
        run("suspendspace", "nulle-part", reason="x")
    assert Entry.objects.filter(action="spaces.suspend", actor_name__startswith="suspendspace (").count() == 1


def test_a_space_is_deleted_only_when_its_technical_name_is_typed(
    real_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    doomed = making.make_space("a-supprimer")
    try:
        with making.in_platform():
            operations.inspect_space(by=making.SYSTEM, space=doomed)
            measure_space(by=making.SYSTEM, space=doomed)
        for typed in ("", "oui", "a-supprimer"):
            monkeypatch.setattr("builtins.input", lambda _question, typed=typed: typed)
            with pytest.raises(CommandError, match="rien n’est supprimé"):
                run("deletespace", "a-supprimer", reason="Demande du maire.")
        assert schema_exists(doomed.schema_name)
        run("deletespace", "a-supprimer", reason="Demande du maire.", confirm=doomed.schema_name)
        assert not schema_exists(doomed.schema_name)
        with making.in_platform():
            assert Space.objects.get(pk=doomed.pk).state == State.DELETED
            assert not SpaceHealth.objects.filter(space=doomed).exists()
            assert not Usage.objects.filter(space=doomed).exists()
            assert not UsageDay.objects.filter(space=doomed).exists()
            assert (
                Entry.objects.get(action="spaces.delete", target_id=str(doomed.pk)).details["reason"]
                == "Demande du maire."
            )
        with pytest.raises(CommandError, match="Aucun espace"):
            run("deletespace", "a-supprimer", reason="x", confirm=doomed.schema_name)
    finally:
        with making.in_platform():
            make_away(doomed)


def make_away(space: Space) -> None:
    """Remove what the test committed, but for the log, which nobody can."""
    drop_schema(space.schema_name)
    Space.objects.filter(pk=space.pk).delete()
