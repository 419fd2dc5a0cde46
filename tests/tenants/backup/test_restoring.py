"""A space brought back: beside the live one, then in its place, then back; nobody else changes."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.utils import timezone

from consultations.process.models import Attachment, Contribution
from platform_core.accounts.models import User
from platform_core.api.models import ApiToken
from platform_core.mail.models import Email
from platform_core.scope import NoScope, open_scope, sign, unsign
from tenants.archive.comparing import digests_of
from tenants.archive.registry import BACKUP
from tenants.backup import restoring
from tenants.backup.making import make_backup
from tenants.backup.models import Backup, Restoration, Stage
from tenants.backup.queries import due, ended, folder
from tenants.backup.restoring import restore_beside
from tenants.backup.tasks import look
from tenants.postgresql.schemas import schema_exists
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform
from tests.making import SYSTEM, in_space, make_contribution
from tests.tenants.archive.spaces import store


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("restorespace", *words, stdout=out)
    return out.getvalue()


def titles(space: Space) -> list[str]:
    with in_space(space):
        return list(Contribution.objects.order_by("pk").values_list("title", flat=True))


def reread(space: Space) -> Space:
    with platform():
        found: Space = Space.objects.get(pk=space.pk)
        return found


def backed_up(space: Space) -> Backup:
    with platform():
        return make_backup(space)


def spoil(space: Space) -> int:
    """Lose a contribution, add another with its letter; returns the number of the new one."""
    with in_space(space):
        first = Contribution.objects.order_by("pk")[0]
        made = make_contribution(first.step, first.author, title="venue après").pk
        first.delete()
        Email.objects.create(key="rappel:1", to="a@example.org", subject="Rappel", sent_at=timezone.now())
    return made


def test_restored_beside_then_switched(town: Space, spaces: tuple[Space, Space]) -> None:
    before, key = titles(town), town.signing_key
    backed_up(town)
    number = spoil(town)
    after = titles(town)
    with in_space(town):
        token = sign(1, purpose="essai")
    others = digests_of(spaces[0], BACKUP)

    said = run("orchies")
    assert "identique à la sauvegarde" in said
    assert titles(reread(town)) == after  # nothing changed for anybody
    with platform():
        other = Restoration.objects.get().other
        assert other is not None
        assert other.domains.count() == 0
        assert other not in due(timezone.now())
    with pytest.raises(NoScope), open_scope(other.schema_name):
        pass

    run("orchies", "--switch")
    live = reread(town)
    assert (live.schema_name, live.signing_key, live.label, live.state) == (
        other.schema_name,
        key,
        "orchies",
        "active",
    )
    assert titles(live) == before
    assert Client(headers={"host": f"orchies.{settings.APEX_DOMAIN}"}).get("/", secure=True).status_code == 200
    look_inside(live, token, number)
    assert digests_of(spaces[0], BACKUP) == others


def look_inside(live: Space, token: str, number: int) -> None:
    with in_space(live):
        assert unsign(token, purpose="essai") == 1  # links of letters still work
        assert ApiToken.objects.count() == 1
        with Attachment.objects.get().file.content.open() as content:
            assert content.read() == b"%PDF-1.4 un plan"
        first = Contribution.objects.first()
        assert first is not None
        assert make_contribution(first.step, first.author).pk > number  # given since, not given again
        assert Email.objects.filter(key="rappel:1").exists()  # left once, leaves no more
        assert User.objects.filter(email="habitante@example.org").exists()


def test_a_version_of_before_the_opening_is_in_preparation_again(town: Space) -> None:
    with platform():
        Space.objects.filter(pk=town.pk).update(opened_at=None)
    backed_up(reread(town))
    with platform():
        Space.objects.filter(pk=town.pk).update(opened_at=timezone.now())
    run("orchies")
    run("orchies", "--switch")
    assert reread(town).is_preparing  # its legal pages are those of then
    run("orchies", "--back")
    assert not reread(town).is_preparing


def test_switched_back_and_switched_again_then_finished(town: Space) -> None:
    before = titles(town)
    backed_up(town)
    spoil(town)
    after = titles(town)
    run("orchies")
    run("orchies", "--switch")
    run("orchies", "--back")
    assert titles(reread(town)) == after
    run("orchies", "--switch")
    run("orchies", "--finish")
    assert not schema_exists(town.schema_name)
    assert not Path(settings.MEDIA_ROOT, town.schema_name).exists()
    assert titles(reread(town)) == before
    with pytest.raises(CommandError, match="Aucune restauration"):
        run("orchies", "--switch")


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do these together, each on a connection of its own; return what each answered, or the code of its refusal."""
    ready = Barrier(len(works))

    def one(work: Callable[[], object]) -> object:
        try:
            ready.wait(20)
            return work()
        except CommandError as error:
            return str(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def test_a_switch_that_several_operators_ask_for_is_done_once(town: Space) -> None:
    before = titles(town)
    backed_up(town)
    spoil(town)
    after = titles(town)
    run("orchies")
    said = at_once(*[partial(run, "orchies", "--switch")] * 4)
    assert sum("C’est en service" in str(one) for one in said) == 1
    assert titles(reread(town)) == before
    with pytest.raises(CommandError, match="déjà en service"):
        run("orchies", "--switch")
    assert titles(reread(town)) == before
    said = at_once(*[partial(run, "orchies", "--back")] * 4)
    assert sum("C’est en service" in str(one) for one in said) == 1
    assert titles(reread(town)) == after
    with pytest.raises(CommandError, match="déjà en service"):
        run("orchies", "--back")


def test_what_is_put_in_service_is_never_what_is_removed(town: Space) -> None:
    before = titles(town)
    backed_up(town)
    run("orchies")
    with platform():
        read_earlier = Restoration.objects.select_related("space", "other").get()
        Restoration.objects.update(until=timezone.now() - timedelta(seconds=1))
        expired = list(ended(timezone.now()))
    run("orchies", "--switch")  # meanwhile
    with platform():
        assert [each.pk for each in expired] == [read_earlier.pk]
        restoring.tidy(timezone.now(), by=SYSTEM)
        assert Restoration.objects.get().stage == Stage.SWITCHED
        restoring.finish(read_earlier, by=SYSTEM)
    assert titles(reread(town)) == before
    assert not schema_exists(town.schema_name)


def test_the_words_of_the_space_come_back_too(town: Space) -> None:
    backed_up(town)
    with platform():
        Space.objects.filter(pk=town.pk).update(name="Nom changé par erreur")
    run("orchies")
    run("orchies", "--switch")
    assert reread(town).name == "Ville d’essai"
    run("orchies", "--back")
    assert reread(town).name == "Nom changé par erreur"


def test_a_spoilt_backup_restores_nothing(town: Space) -> None:
    backup = backed_up(town)
    path = folder() / backup.name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with platform():
        count = Space.objects.count()
    with pytest.raises(CommandError, match="abîmé"):
        run("orchies")
    with pytest.raises(CommandError):
        run("orchies", "--backup", "999999")
    with platform():
        assert (Space.objects.count(), Restoration.objects.count()) == (count, 0)


def test_a_failure_in_the_middle_leaves_nothing(town: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = backed_up(town)

    def fail(*_given: Any) -> None:
        raise ConnectionError("le disque est parti")

    with platform():
        count = Space.objects.count()
        with monkeypatch.context() as broken:
            broken.setattr(restoring, "put_beside", lambda **_given: fail())
            with pytest.raises(ConnectionError):
                restore_beside(town, folder() / backup.name, by=SYSTEM)
            broken.setattr(restoring, "fill", fail)
            with pytest.raises(ConnectionError):
                restore_beside(town, folder() / backup.name, by=SYSTEM)
        assert Space.objects.count() in {count, count + 1}
    run("orchies")
    with platform():
        assert Space.objects.count() == count + 1


def test_one_at_a_time(town: Space) -> None:
    backed_up(town)
    run("orchies")
    with pytest.raises(CommandError, match="déjà ouverte"):
        run("orchies")


def test_the_version_apart_goes_at_its_end(town: Space) -> None:
    backed_up(town)
    run("orchies")
    run("orchies", "--switch")
    with platform():
        look()
        assert Restoration.objects.get().stage == Stage.SWITCHED
        Restoration.objects.update(until=timezone.now() - timedelta(seconds=1))
        look()
        assert Restoration.objects.get().stage == Stage.ENDED
    assert not schema_exists(town.schema_name)
    assert schema_exists(reread(town).schema_name)


def test_files_of_both_versions_are_apart(town: Space) -> None:
    backed_up(town)
    run("orchies")
    run("orchies", "--switch")
    with in_space(reread(town)):
        stored = store(User.objects.earliest("pk").pk, b"%PDF-1.4 neuf", "neuf.pdf")
        assert stored.content.name.startswith(reread(town).schema_name)
    run("orchies", "--finish")
    with in_space(reread(town)), stored.content.open() as content:
        assert content.read() == b"%PDF-1.4 neuf"
