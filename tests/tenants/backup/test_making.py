"""Backups: made when due, sealed, read back, pruned, watched, gone with their space."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.utils import timezone

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.errors import RuleBroken
from platform_core.mail.models import Email
from tenants.backup.making import make_backup, prune, reading, remove_all
from tenants.backup.models import Backup, State
from tenants.backup.queries import due, late
from tenants.backup.sealed import SealingWriter
from tenants.backup.tasks import look, make
from tenants.backup.watching import service, warn_late
from tenants.console.queries.vitals import services
from tenants.holds.models import Hold
from tenants.holds.operations import lift_hold, set_hold
from tenants.spaces.models import Space
from tenants.spaces.operations import delete_space, suspend_space
from tenants.spaces.scopes import platform
from tests.making import SYSTEM, make_space, make_user

NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Paris"))
NIGHT = datetime(2026, 11, 23, 3, tzinfo=ZoneInfo("Europe/Paris"))


def run(name: str, *words: str, **more: Any) -> str:
    out = io.StringIO()
    call_command(name, *words, stdout=out, stderr=out, **more)
    return out.getvalue()


def test_a_backup_is_sealed_whole_and_for_its_owner_alone(town: Space, backups: Path) -> None:
    said = run("backupspace", "orchies")
    assert "1 fichiers" in said
    (path,) = backups.rglob("*.cecb")
    assert path.stat().st_mode & 0o077 == 0
    content = path.read_bytes()
    assert b"orchies" not in content
    assert b"PK\x03\x04" not in content[:2000]
    assert list(backups.rglob("*.part")) == []
    assert "lignes" in run("checkbackups", "orchies")
    path.write_bytes(content[:5000] + bytes([content[5000] ^ 1]) + content[5001:])
    with pytest.raises(CommandError, match="illisible"):
        run("checkbackups", "orchies")


def test_without_the_key_it_is_unreadable_and_nothing_is_made(
    town: Space, backups: Path, settings: pytest.FixtureRequest
) -> None:
    with platform():
        make_backup(town)
        (path,) = backups.rglob("*.cecb")
        old = settings.BACKUP_KEYS  # type: ignore[attr-defined]  # pytest-django's settings
        settings.BACKUP_KEYS = ["ff" * 32]  # type: ignore[attr-defined]  # likewise
        with pytest.raises(RuleBroken), reading(path):
            pass
        settings.BACKUP_KEYS = ["ff" * 32, *old]  # type: ignore[attr-defined]  # the new seals, the old still opens
        with reading(path):
            pass
        settings.BACKUP_KEYS = []  # type: ignore[attr-defined]  # likewise
        with pytest.raises(RuleBroken, match="no_key"):
            make_backup(town)


def test_one_that_cannot_be_read_back_is_a_failure(
    town: Space, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = SealingWriter.finish

    def lazy(self: Any) -> None:
        self._held = self._held[:-1]
        whole(self)

    monkeypatch.setattr(SealingWriter, "finish", lazy)
    with platform():
        with pytest.raises(RuleBroken):
            make_backup(town)
        assert Backup.objects.get(space=town).state == State.FAILED
        assert list(backups.rglob("*.cecb")) == []
        assert town not in due(timezone.now())  # not at once again
        assert town in due(timezone.now() + timedelta(hours=1))


def test_due_at_night_or_after_a_day_and_done_once(town: Space) -> None:
    with platform():
        Space.objects.filter(pk=town.pk).update(created_at=NOON - timedelta(days=9))
        assert town in due(NOON)
        make(space_id=town.pk)
        make(space_id=town.pk)
        assert Backup.objects.filter(space=town).count() == 1
        Backup.objects.update(at=NOON)
        assert town not in due(NOON + timedelta(hours=10))
        assert town not in due(NIGHT)
        assert town in due(NOON + timedelta(hours=25))
        Backup.objects.update(at=NIGHT - timedelta(hours=21))
        assert town in due(NIGHT)


def test_under_legal_hold_what_was_made_before_it_stays(town: Space) -> None:
    now, day = timezone.now(), timedelta(days=1)
    with platform():
        nights = [*range(1, 101), 300, 301]
        Backup.objects.bulk_create(
            Backup(space=town, at=now - age * day, state=State.GOOD, name=f"essai-{age}") for age in nights
        )
        hold = set_hold(by=SYSTEM, space=town, reason="Inspection.")
        Hold.objects.filter(pk=hold.pk).update(set_at=now - 250 * day)
        prune(town)
        left = Backup.objects.filter(space=town)
        assert left.filter(at__lt=now - 250 * day).count() == 2
        assert left.count() < 20  # the others as usual
        lift_hold(by=SYSTEM, hold=hold, reason="Fini.")
        prune(town)
        assert not left.filter(at__lt=now - 250 * day).exists()
        hold.delete()


def test_a_suspended_space_is_backed_up_too_and_a_half_made_one_is_not(town: Space) -> None:
    with platform():
        suspend_space(by=SYSTEM, space=town, reason="essai")
        assert town in due(timezone.now())
        Space.objects.filter(pk=town.pk).update(state="provisioning")
        assert town not in due(timezone.now())


def test_what_is_due_is_asked_for(town: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, Any]] = []
    monkeypatch.setattr(
        "platform_core.background.tasks.publish",
        lambda name, *_words, **more: sent.append((name, more.get("space_id"))),
    )
    with platform():
        look()
    assert ("backup.make", town.pk) in sent


def test_blocked_for_a_day_it_is_said_everywhere(town: Space) -> None:
    with platform():
        for space in Space.objects.exclude(pk=town.pk):
            Backup.objects.create(space=space, at=timezone.now() + timedelta(hours=26), state=State.GOOD)
        make_backup(town)
        assert "tous sauvegardés" in run("checkbackups")
        assert service().works
        Space.objects.filter(pk=town.pk).update(created_at=timezone.now() - timedelta(days=3))
        Backup.objects.filter(space=town).update(at=timezone.now() - timedelta(hours=27))
        assert [each.pk for each in late(timezone.now())] == [town.pk]
        with pytest.raises(CommandError, match="1 espace"):
            run("checkbackups")
        assert [one.works for one in services() if one.slug == "backup"] == [False]
        make_user("odile@example.org", roles=[Role.OPERATOR])
        try:
            for _twice in range(2):
                assert warn_late(timezone.now()) == 1
            assert [
                "orchies" in str(one.paragraphs) for one in Email.objects.filter(key__startswith="backup.late")
            ] == [True]
        finally:
            Email.objects.filter(key__startswith="backup.late").delete()
            for model in (EmailAddress, User):  # without looking into tables that the platform does not have
                model.objects.all()._raw_delete("default")
            Backup.objects.all().delete()


def test_old_ones_go_with_their_files(town: Space, backups: Path) -> None:
    with platform():
        for age in range(40, 0, -1):
            name = f"space-{town.pk}/{age}.cecb"
            (backups / name).parent.mkdir(parents=True, exist_ok=True)
            (backups / name).write_bytes(b"x")
            Backup.objects.create(space=town, at=timezone.now() - timedelta(days=age), state=State.GOOD, name=name)
        make_backup(town)
        kept = {backups / each.name for each in Backup.objects.filter(space=town)}
        assert kept == set(backups.rglob("*.cecb"))
        assert 8 <= len(kept) <= 15


def test_they_go_with_their_space(real_db: None, backups: Path) -> None:
    with platform():
        space = make_space("ephemere")
        make_backup(space)
        delete_space(by=SYSTEM, space=space, reason="essai", at_once=True)
        assert list(backups.rglob("*.cecb")) == []
        assert not Backup.objects.filter(space=space).exists()
        remove_all(space)
        Space.objects.filter(pk=space.pk).delete()
