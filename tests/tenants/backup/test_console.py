"""Backups and restorations in the console: who has one, one now, a space brought back by two operators."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from tenants.backup.making import make_backup
from tenants.backup.models import Backup, Restoration, Stage, State
from tenants.backup.operations import approve_switch, ask_back, ask_backup, ask_restoration, ask_switch, give_up
from tenants.backup.queries import due, folder, restoration_of
from tenants.backup.tasks import look, make, take_further
from tenants.postgresql.current import connection
from tenants.postgresql.schemas import schema_exists
from tenants.spaces.models import Space
from tenants.spaces.models import State as SpaceState
from tenants.spaces.operations import schedule_deletion
from tenants.spaces.scopes import platform
from tests import making
from tests.tenants.backup.test_restoring import reread, spoil, titles
from tests.tenants.console.conftest import browser, operator, signed_in, space_rows

__all__ = ["browser", "operator"]
PAGE = "/operateur/sauvegardes/"


@pytest.fixture
def two() -> tuple[User, User]:
    """Return two operators, written nowhere: what a worker does is not rolled back."""
    one, other = (User(pk=number, email=f"{number}@example.org", roles=[Role.OPERATOR]) for number in (900001, 900002))
    return one, other


def advance(town: Space) -> Restoration:
    """Do what a worker does; returns the last restoration of the space."""
    with platform():
        waiting = restoration_of(town)
        if waiting is not None:
            take_further(restoration_id=waiting.pk)
        return Restoration.objects.filter(space=town).latest("pk")


def beside(town: Space, by: User) -> Restoration:
    with platform():
        ask_restoration(by=by, backup=make_backup(town))
    return advance(town)


def test_one_asks_another_agrees_then_back(town: Space, two: tuple[User, User]) -> None:
    one, other = two
    before = titles(town)
    restoration = beside(town, one)
    assert (restoration.stage, restoration.wanted, restoration.asked_by) == (Stage.BESIDE, "", one.pk)
    spoil(town)
    after = titles(town)
    with platform():
        with pytest.raises(RuleBroken):
            approve_switch(by=other, restoration=restoration)  # nobody asked
        ask_switch(by=one, restoration=restoration)
        restoration.refresh_from_db()
        with pytest.raises(NotAllowed, match="autre opérateur"):
            approve_switch(by=one, restoration=restoration)
    assert advance(town).stage == Stage.BESIDE
    assert titles(reread(town)) == after
    with platform():
        approve_switch(by=other, restoration=restoration)
    assert advance(town).stage == Stage.SWITCHED
    assert advance(town).stage == Stage.SWITCHED  # the message comes twice: done once
    assert titles(reread(town)) == before
    with platform():
        ask_back(by=other, restoration=restoration)
    assert advance(town).stage == Stage.BACK
    assert titles(reread(town)) == after
    with platform():
        done = list(
            Entry.objects.filter(target_id=str(town.pk), action__startswith="backup.").values_list("action", flat=True)
        )
    assert {"backup.ask_restoration", "backup.ask_switch", "backup.approve_switch", "backup.switch"} <= set(done)


def test_it_is_given_up_before_it_was_in_service(town: Space, two: tuple[User, User]) -> None:
    restoration = beside(town, two[0])
    with platform():
        assert restoration.other is not None
        schema = restoration.other.schema_name
        give_up(by=two[1], restoration=restoration)
    assert advance(town).stage == Stage.ENDED
    assert not schema_exists(schema)
    with platform(), pytest.raises(RuleBroken):
        ask_switch(by=two[0], restoration=restoration)


def test_a_backup_that_is_spoilt_says_so_and_leaves_nothing(town: Space, two: tuple[User, User]) -> None:
    with platform():
        backup = make_backup(town)
        path = folder() / backup.name
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(bytes(content))
        ask_restoration(by=two[0], backup=backup)
    ended = advance(town)
    assert ended.stage == Stage.ENDED
    assert ended.error
    assert ended.other_id is None


def test_a_worker_that_was_killed_begins_again(town: Space, two: tuple[User, User]) -> None:
    with platform():
        asked = ask_restoration(by=two[0], backup=make_backup(town))
        left = space_rows(1)[0]  # what an attempt cut short had reserved
        Space.objects.filter(pk=left.pk).update(state=SpaceState.PROVISIONING)
        Restoration.objects.filter(pk=asked.pk).update(other=left)
    assert advance(town).stage == Stage.BESIDE
    with platform():
        assert not Space.objects.filter(pk=left.pk).exists()


def test_one_now_even_after_a_failure_and_no_message_is_lost(
    town: Space, two: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    with platform():
        make_backup(town)
        Backup.objects.create(space=town, at=now, state=State.FAILED)
        assert town not in due(now)
        ask_backup(by=two[0], space=town)
        with pytest.raises(RuleBroken, match="déjà"):
            ask_backup(by=two[1], space=town)
        sent: list[dict[str, Any]] = []
        monkeypatch.setattr("platform_core.background.tasks.publish", lambda _name, _queue, **more: sent.append(more))
        look()
        assert town.pk in {one.get("space_id") for one in sent}
        make(space_id=town.pk)
        assert Backup.objects.filter(space=town, state=State.GOOD).count() == 2
        assert not Backup.objects.filter(space=town, state=State.ASKED).exists()


def test_in_the_time_of_grace_it_is_still_brought_back(town: Space, two: tuple[User, User]) -> None:
    with platform():
        schedule_deletion(by=making.SYSTEM, space=Space.objects.get(pk=town.pk), reason="Essai.")
    assert beside(town, two[0]).stage == Stage.BESIDE


def test_without_a_key_it_is_said(operator: User, spaces: tuple[Space, Space], settings: Any) -> None:
    settings.BACKUP_KEYS = []
    with pytest.raises(RuleBroken, match="BACKUP_KEYS"):
        ask_backup(by=operator, space=spaces[0])
    assert "Aucune clé de sauvegarde" in signed_in(operator).get(PAGE).content.decode()


def test_the_list_names_the_late_ones_first_at_a_constant_cost(
    browser: making.ScopedClient, spaces: tuple[Space, Space]
) -> None:
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as asked:
            browser.get(PAGE)
        counts.append(len(asked))
        Backup.objects.bulk_create(
            Backup(space=one, at=timezone.now(), state=State.GOOD, size=10, name="x") for one in spaces
        )
    assert counts[0] == counts[1]
    Space.objects.filter(pk=spaces[0].pk).update(created_at=timezone.now() - timedelta(days=3))
    Backup.objects.filter(space=spaces[0]).update(at=timezone.now() - timedelta(hours=27))
    text = browser.get(PAGE).content.decode()
    assert "1 espace sans bonne sauvegarde depuis 26 heures" in text.replace("\xa0", " ")
    late = browser.get(PAGE, {"vue": "retard"}).content.decode()
    assert "Ville de Lille" in late
    assert "Amiens" not in late


def test_the_page_of_a_space_leads_through_each_step(
    browser: making.ScopedClient, operator: User, spaces: tuple[Space, Space], backups: Path
) -> None:
    home = f"{PAGE}{spaces[0].pk}/"
    assert "Aucune sauvegarde pour le moment" in browser.get(home).content.decode()
    assert "déjà demandée" not in browser.post(f"{home}maintenant/", follow=True).content.decode()
    assert "déjà demandée" in browser.post(f"{home}maintenant/", follow=True).content.decode()
    backup = Backup.objects.create(space=spaces[0], at=timezone.now(), state=State.GOOD, size=1, name="x")
    assert "Restaurer à côté" in browser.get(f"{home}{backup.pk}/restaurer/").content.decode()
    browser.post(f"{home}{backup.pk}/restaurer/")
    assert "Rechargez cette page" in browser.get(home).content.decode()
    Restoration.objects.update(stage=Stage.BESIDE, wanted="", until=timezone.now() + timedelta(days=7))
    assert "Vous êtes le seul opérateur" in browser.get(home).content.decode()
    colleague = making.make_user("karim@example.org", "Karim", roles=[Role.OPERATOR])
    browser.post(f"{home}mise-en-service/")
    text = browser.get(home).content.decode()
    assert "Un autre opérateur doit l’accorder" in text
    assert "Accorder la mise en service" not in text
    assert browser.post(f"{home}mise-en-service/accorder/").status_code == 403
    other = signed_in(colleague)
    assert "Accorder la mise en service" in other.get(home).content.decode()
    other.post(f"{home}mise-en-service/accorder/")
    assert Restoration.objects.get().wanted == "switch"
    assert "Odile" in browser.get(PAGE).content.decode()


def test_the_database_holds_two_operators(platform: None, spaces: tuple[Space, Space]) -> None:
    with pytest.raises(IntegrityError, match="restoration_two_operators"), transaction.atomic():
        Restoration.objects.create(
            space=spaces[0], at=timezone.now(), switch_asked_by=1, switch_asked_at=timezone.now(), switch_approved_by=1
        )


@pytest.mark.parametrize("path", ["", "{pk}/"])
def test_pages_are_for_operators_with_a_second_factor(path: str, operator: User, spaces: tuple[Space, Space]) -> None:
    address = PAGE + path.format(pk=spaces[0].pk)
    curious = making.make_user("curieux@example.org", roles=["administrator"])
    assert making.operator_browser().get(address).status_code == 302
    assert signed_in(curious).get(address).status_code == 404
    assert signed_in(operator, second_factor=False).get(address).status_code == 302
    assert signed_in(operator).get(address).status_code == 200


@pytest.mark.parametrize("path", ["maintenant/", "mise-en-service/", "revenir/", "renoncer/"])
def test_gestures_are_for_them_alone(path: str, operator: User, spaces: tuple[Space, Space]) -> None:
    address = f"{PAGE}{spaces[0].pk}/{path}"
    assert signed_in(operator).get(address).status_code == 405
    assert signed_in(making.make_user("curieux@example.org")).post(address).status_code == 404
    assert making.operator_browser().post(address).status_code == 302
    assert not Backup.objects.exists()
