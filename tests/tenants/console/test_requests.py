"""Held requests: one screen with every check, accepted in a click or refused with a message."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.mail.models import Email
from tenants.opening.models import RefusedDomain, SpaceRequest, State
from tests import making
from tests.tenants.console.conftest import held_request

LIST = "/operateur/demandes/"


@pytest.fixture
def held(operator: User) -> SpaceRequest:
    return held_request(identifier_kind="rna", identifier="W623001234")


def test_the_list_shows_what_waits_and_costs_the_same_for_1_and_3(browser: making.ScopedClient) -> None:
    held_request()
    browser.get(LIST)
    counts = []
    for more in (0, 2):
        for number in range(more):
            held_request(name=f"Autre {number}", token_hash=f"autre{number}")
        with CaptureQueriesContext(connection) as captured:
            page = browser.get(LIST).content.decode()
        counts.append(len(captured))
    assert "Les Passeurs de haies" in page
    assert "Autre 1" in page
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize(
    ("view", "state"),
    [
        ("", "held"),
        ("construction", "accepted"),
        ("echouees", "failed"),
        ("ouvertes", "done"),
        ("refusees", "refused"),
    ],
)
def test_each_tab_shows_its_own(
    view: str, state: str, browser: making.ScopedClient, spaces: tuple[object, object]
) -> None:
    with_space = {"space": spaces[0]} if state in {"accepted", "done"} else {}
    held_request(name="CANARI", state=state, message="Non.", **with_space)
    for each in ("", "construction", "echouees", "ouvertes", "refusees", "inconnue"):
        shown = "CANARI" in browser.get(LIST, {"vue": each}).content.decode()
        assert shown == (each == view or (each == "inconnue" and view == "")), each


def test_a_request_being_written_is_nobody_s_business(browser: making.ScopedClient) -> None:
    for state in (State.DRAFT, State.AWAITING_CODE, State.AWAITING_OFFICIAL, State.EXPIRED):
        draft = held_request(state=state, token_hash=state)
        assert browser.get(f"{LIST}{draft.pk}/").status_code == 404
        assert browser.post(f"{LIST}{draft.pk}/accepter/").status_code == 404


def test_the_screen_shows_every_check_and_who_asks(browser: making.ScopedClient, held: SpaceRequest) -> None:
    page = browser.get(f"{LIST}{held.pk}/").content.decode()
    for check in held.checks:
        assert check["sentence"] in page
    for expected in ("W623001234", "bureau@passeurs.example.org", "passeurs-de-haies.citoyens.test", "Non vérifié"):
        assert expected in page


def test_one_click_accepts(browser: making.ScopedClient, held: SpaceRequest, operator: User) -> None:
    answer = browser.post(f"{LIST}{held.pk}/accepter/", follow=True)
    held.refresh_from_db()
    assert "La demande est acceptée" in answer.content.decode()
    assert (held.state, held.decided_by) == (State.ACCEPTED, operator.pk)
    assert Entry.objects.filter(action="opening.accept", actor_id=operator.pk).count() == 1
    again = browser.post(f"{LIST}{held.pk}/accepter/")
    assert again.status_code == 302
    assert Entry.objects.filter(action="opening.accept").count() == 1


def test_an_unusable_address_is_said_beside_its_field(browser: making.ScopedClient, held: SpaceRequest) -> None:
    answer = browser.post(f"{LIST}{held.pk}/accepter/", {"label": "lille", "message": "Bienvenue"})
    assert answer.status_code == 422
    assert "Bienvenue" in answer.content.decode()
    held.refresh_from_db()
    assert held.state == State.HELD


def test_a_refusal_takes_a_message_and_remembers_the_domain(browser: making.ScopedClient, held: SpaceRequest) -> None:
    missing = browser.post(f"{LIST}{held.pk}/refuser/", {"message": " ", "refuse_domain": "on"})
    assert missing.status_code == 422
    assert not RefusedDomain.objects.exists()
    browser.post(f"{LIST}{held.pk}/refuser/", {"message": "Merci d’écrire depuis la mairie.", "refuse_domain": "on"})
    held.refresh_from_db()
    assert held.state == State.REFUSED
    assert RefusedDomain.objects.get().domain == "passeurs.example.org"
    assert "Merci d’écrire depuis la mairie." in " ".join(Email.objects.get(to=held.email).paragraphs)
    assert "passeurs.example.org" in browser.get(f"{LIST}domaines-refuses/").content.decode()
    decided = browser.get(f"{LIST}{held.pk}/").content.decode()
    assert "Odile" in decided
    assert "Refuser la demande" not in decided


def test_a_domain_open_to_all_cannot_be_retained(browser: making.ScopedClient) -> None:
    held = held_request(email="mairie.crouy@orange.fr")
    page = browser.get(f"{LIST}{held.pk}/").content.decode()
    assert "Retenir aussi" not in page
    browser.post(f"{LIST}{held.pk}/refuser/", {"message": "Non.", "refuse_domain": "on"})
    assert not RefusedDomain.objects.exists()


def test_a_failed_building_is_relaunched_and_its_error_shows_no_value(browser: making.ScopedClient) -> None:
    failed = held_request(state=State.FAILED, last_error="IntegrityError: Key (email)=(jean@ville.fr) exists.")
    page = browser.get(f"{LIST}{failed.pk}/").content.decode()
    assert "IntegrityError" in page
    assert "jean@ville.fr" not in page
    answer = browser.post(f"{LIST}{failed.pk}/reconstruire/", follow=True)
    assert "La construction est relancée" in answer.content.decode()
    failed.refresh_from_db()
    assert failed.state == State.ACCEPTED
    held = held_request(token_hash="autre", label="autre-adresse")
    refused = browser.post(f"{LIST}{held.pk}/reconstruire/", follow=True)
    assert "n’a pas échoué" in refused.content.decode()
