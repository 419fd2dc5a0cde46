"""An archive becomes a space that is the same, or nothing at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client

from consultations.process.models import Attachment, Contribution
from platform_core.access import System
from platform_core.accounts.models import User
from platform_core.api.models import ApiToken
from platform_core.audit.models import Entry
from platform_core.scope import sign, unsign
from tenants.archive import loading
from tenants.archive.layout import MANIFEST, table_entry
from tenants.arrivals import receiving
from tenants.arrivals.models import Arrival, State
from tenants.arrivals.receiving import receive
from tenants.spaces.models import Domain, Space
from tenants.spaces.models import State as SpaceState
from tenants.spaces.queries import domain_at
from tenants.spaces.scopes import platform
from tests import making
from tests.tenants.archive.spaces import Entries, archived, entries_of, packed, resealed, with_row
from tests.tenants.arrivals.conftest import LABEL, Bring

HOST = f"{LABEL}.{settings.APEX_DOMAIN}"


def received(arrival: Arrival) -> Arrival:
    with platform():
        receive(arrival)
        return Arrival.objects.select_related("space").get(pk=arrival.pk)


def copied(arrival: Arrival) -> Space:
    copy = received(arrival).space
    assert copy is not None
    return copy


def traces() -> tuple[set[str], set[str], set[str], int]:
    """Return what an import could leave: schemas, roles, folders of files, rows."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 's\\_%%'")
        schemas = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [connections["owner"].settings_dict["NAME"]]
        )
        roles = {name for (name,) in cursor.fetchall()}
    folders = {path.name for path in Path(settings.MEDIA_ROOT).glob("s_*")}
    with platform():
        return schemas, roles, folders, Space.objects.count() + Domain.objects.count()


def test_the_copy_is_the_same_down_to_its_files(bring: Bring, archive: bytes, source: Space) -> None:
    arrival = bring(archive)
    with platform():
        lines = receive(arrival)
        arrival = Arrival.objects.select_related("space").get(pk=arrival.pk)
    assert lines is not None
    assert all(line.same for line in lines)
    copy = arrival.space
    assert copy is not None
    assert (arrival.state, copy.state, copy.name) == (State.DONE, SpaceState.ACTIVE, "Ville d’essai")
    with making.in_space(copy):
        stored = Attachment.objects.get().file
        assert stored.content.name.startswith(f"{copy.schema_name}/")
        assert (copy.logo, copy.menu_links[0]["label"]) == (stored.pk, "Mairie")
        assert stored.content.read() == b"%PDF-1.4 un plan"
        stored.content.close()
    with making.in_space(source):
        assert Attachment.objects.get().file.content.name.startswith(f"{source.schema_name}/")


@pytest.mark.parametrize("opened_at", [None, "2026-05-18T09:00:00+02:00"])
def test_a_copy_is_open_to_the_public_if_what_was_archived_was(
    bring: Bring, entries: Entries, opened_at: str | None
) -> None:
    copy = copied(bring(packed(resealed(entries, lambda manifest: manifest["space"].update(opened_at=opened_at)))))
    assert copy.is_preparing == (opened_at is None)
    assert copy.opened_at == (datetime.fromisoformat(opened_at) if opened_at else None)
    answer = Client(headers={"host": HOST}).get("/", secure=True)
    assert answer.status_code == (503 if opened_at is None else 200)


def test_archives_of_before_spaces_were_prepared_are_of_open_spaces(bring: Bring, entries: Entries) -> None:
    copy = copied(bring(packed(resealed(entries, lambda manifest: manifest["space"].pop("opened_at")))))
    assert not copy.is_preparing


@pytest.mark.parametrize("opened_at", ["hier", "2026-05-18T09:00:00", 12, True])
def test_an_opening_that_is_no_moment_is_refused(bring: Bring, entries: Entries, opened_at: object) -> None:
    arrival = received(
        bring(packed(resealed(entries, lambda manifest: manifest["space"].update(opened_at=opened_at))))
    )
    assert arrival.state == State.REFUSED


def test_archives_of_the_copy_and_of_the_source_hold_the_same(bring: Bring, archive: bytes, entries: Entries) -> None:
    copy = copied(bring(archive))
    again = json.loads(entries_of(archived(copy))[MANIFEST])
    assert again["tables"] == json.loads(entries[MANIFEST])["tables"]
    assert again["files"] == json.loads(entries[MANIFEST])["files"]


def test_numbers_go_on_after_those_that_were_given(bring: Bring, archive: bytes, source: Space) -> None:
    """The source removed its last contribution: its number is not given again."""
    copy = copied(bring(archive))
    with making.in_space(source):
        highest = max(Contribution.objects.values_list("pk", flat=True))
    with making.in_space(copy):
        first = Contribution.objects.first()
        assert first is not None
        assert making.make_contribution(first.step, first.author).pk == highest + 2
        assert making.make_user("nouvelle@example.org").pk > User.objects.get(email="habitante@example.org").pk


def test_people_sign_in_again_and_nothing_signed_elsewhere_is_worth_anything(
    bring: Bring, archive: bytes, source: Space
) -> None:
    copy = copied(bring(archive))
    with making.in_space(source):
        token = sign({"id": 1}, purpose="essai")
    with making.in_space(copy):
        assert User.objects.get(email="habitante@example.org").check_password(making.PASSWORD)
        assert (Session.objects.count(), ApiToken.objects.count()) == (0, 0)
        with pytest.raises(Exception, match="Signature"):
            unsign(token, purpose="essai")
    assert copy.signing_key != source.signing_key


def test_the_log_cannot_be_changed_in_the_copy_either(bring: Bring, archive: bytes) -> None:
    copy = copied(bring(archive))
    with making.in_space(copy), pytest.raises(Exception, match="permission denied"):
        Entry.objects.update(action="autre")


def test_the_copy_answers_at_its_address(bring: Bring, archive: bytes) -> None:
    received(bring(archive))
    answer = Client(headers={"host": HOST}).get("/", secure=True)
    assert "Ville d’essai" in answer.content.decode()


def test_while_it_loads_it_answers_to_nobody(bring: Bring, archive: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def look(space: Space, checked: Any) -> None:
        with platform():
            seen.append((domain_at(HOST), Space.objects.get(pk=space.pk).state))
        loading.bring_up_to_date(space, checked)

    monkeypatch.setattr(receiving, "bring_up_to_date", look)
    received(bring(archive))
    assert seen == [(None, SpaceState.PROVISIONING)]


FOREIGN: list[Callable[[Entries], Entries]] = [
    lambda entries: with_row(entries, "process_contribution", author_id=999_999),
    lambda entries: with_row(entries, "process_contribution", title="x" * 5000),
    lambda entries: with_row(entries, "process_contribution", created_at="jamais"),
    lambda entries: with_row(entries, "process_step", opens_at=None),
    lambda entries: with_row(entries, "accounts_user", email="habitante@example.org"),
    lambda entries: with_row(entries, "supports_support", id=2**70),
]


@pytest.mark.parametrize("number", range(len(FOREIGN)))
def test_rows_that_do_not_go_together_leave_nothing(bring: Bring, entries: Entries, number: int) -> None:
    arrival = bring(packed(FOREIGN[number](entries)))
    before = traces()
    arrival = received(arrival)
    assert (arrival.state, arrival.space) == (State.REFUSED, None)
    assert "ne vont pas ensemble" in arrival.error
    assert traces() == before


def test_rows_that_the_database_writes_otherwise_are_not_identical(bring: Bring, entries: Entries) -> None:
    name = table_entry("process_contribution")
    spaced = {**entries, name: entries[name].replace(b'"id":', b'"id" : ')}
    arrival = bring(packed(resealed(spaced)))
    before = traces()
    assert received(arrival).state == State.REFUSED
    assert traces() == before


def test_a_damaged_archive_makes_nothing(bring: Bring, archive: bytes) -> None:
    arrival = bring(archive[:-50])
    before = traces()
    arrival = received(arrival)
    assert (arrival.state, "abîmé" in arrival.error) == (State.REFUSED, True)
    assert traces() == before


def test_a_backup_is_not_imported(bring: Bring, source: Space) -> None:
    assert "restaure" in received(bring(archived(source, "backup"))).error


def test_an_address_taken_meanwhile_is_said(bring: Bring, archive: bytes) -> None:
    arrival = bring(archive)
    with platform():
        making.make_space(LABEL)
    arrival = received(arrival)
    assert (arrival.state, "sous-domaine" in arrival.error) == (State.REFUSED, True)


def test_a_fault_that_is_not_the_archives_leaves_nothing_and_is_tried_again(
    bring: Bring, archive: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrival = bring(archive)
    before = traces()

    def fail(*_given: Any) -> None:
        raise ConnectionError("le disque est parti")

    with monkeypatch.context() as broken:
        broken.setattr(receiving, "load_files", fail)
        with platform(), pytest.raises(ConnectionError):
            receive(arrival)
    assert traces() == before
    with platform():
        arrival.refresh_from_db()
    assert arrival.is_under_way
    assert received(arrival).state == State.DONE


def test_two_workers_do_not_load_the_same(bring: Bring, archive: bytes) -> None:
    arrival = bring(archive)
    with platform(), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [receiving.LOCK, arrival.pk])
        try:
            assert receive(arrival) is None
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [receiving.LOCK, arrival.pk])
        assert Arrival.objects.get(pk=arrival.pk).state == State.WAITING


def test_who_asked_and_what_came_is_in_the_platforms_log(bring: Bring, archive: bytes) -> None:
    arrival = bring(archive)
    with platform():
        receive(arrival, by=System("importspace (essai)"))
        entry = Entry.objects.filter(action="arrivals.open").latest("pk")
    assert (entry.actor_name, entry.details["files"]) == ("importspace (essai)", 1)
