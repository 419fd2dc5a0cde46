"""One's own account: what others see, sessions, address."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from tests.making import PASSWORD, Visit, make_user
from tests.platform_core.accounts.counting import MOST, queries
from tests.platform_core.accounts.letterbox import code_for, last_letter

PROFILE = {"public_name": "Camille D.", "about": "Riveraine\x00 du parc", "language": "fr"}


def test_a_profile_is_changed(visit: Visit, resident: User) -> None:
    browser = visit(resident)
    assert browser.post("/compte/profil/", PROFILE).status_code == 302
    resident.refresh_from_db()
    assert (resident.public_name, resident.about) == ("Camille D.", "Riveraine du parc")
    assert Entry.objects.get(action="accounts.change_profile").details == {"fields": ["public_name", "about"]}


def test_a_profile_changes_nothing_else(visit: Visit, resident: User) -> None:
    visit(resident).post(
        "/compte/profil/", {**PROFILE, "roles": "administrator", "email": "x@example.org", "is_active": ""}
    )
    resident.refresh_from_db()
    assert (resident.roles, resident.email, resident.is_active) == ([], "resident@example.org", True)


def test_a_refused_profile_keeps_what_was_typed(visit: Visit, resident: User) -> None:
    answer = visit(resident).post("/compte/profil/", {**PROFILE, "public_name": "moi@example.org"})
    assert answer.status_code == 422
    assert "Riveraine" in answer.content.decode()


def test_the_chosen_language_is_shown_at_once_and_at_the_next_sign_in(visit: Visit, resident: User) -> None:
    browser = visit(resident)
    answer = browser.post("/compte/profil/", {**PROFILE, "language": "en"})
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    browser = visit()
    fields = {"login": resident.email, "avec": "mot-de-passe", "password": PASSWORD}
    assert browser.post("/compte/connexion/", fields).cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_signing_out_everywhere_closes_all_sessions(visit: Visit, resident: User) -> None:
    here, there, other = visit(resident), visit(resident), visit(make_user("autre@example.org"))
    assert here.get("/compte/deconnexion/partout/").status_code == 405
    assert here.post("/compte/deconnexion/partout/")["Location"] == "/compte/connexion/"
    assert [browser.get("/compte/profil/").status_code for browser in (here, there, other)] == [302, 302, 200]


def test_another_password_closes_the_other_sessions(visit: Visit, resident: User) -> None:
    here, there = visit(resident), visit(resident)
    here.post("/compte/mot-de-passe/", {"oldpassword": PASSWORD, "password1": "des tilleuls rue Solférino"})
    assert [browser.get("/compte/profil/").status_code for browser in (here, there)] == [200, 302]
    assert last_letter(resident.email).subject == "Votre mot de passe a changé"
    assert Entry.objects.get(action="accounts.protect").details == {"change": "password_changed"}


def change_address(visit: Visit, user: User, new: str) -> Client:
    browser = visit(user)
    browser.post("/compte/verification/", {"password": PASSWORD})
    browser.post("/compte/adresse/", {"email": new, "action_add": ""})
    return browser


def test_the_address_changes_once_the_code_sent_there_is_given(visit: Visit, resident: User) -> None:
    elsewhere = visit(resident)
    browser = change_address(visit, resident, "Nouvelle@example.org")
    resident.refresh_from_db()
    assert resident.email == "resident@example.org"
    assert browser.post("/compte/inscription/code/", {"code": "00000000"}).status_code == 422
    browser.post("/compte/inscription/code/", {"code": code_for("nouvelle@example.org")})
    resident.refresh_from_db()
    assert resident.email == "nouvelle@example.org"
    assert [row.email for row in EmailAddress.objects.filter(user=resident)] == ["nouvelle@example.org"]
    assert "n’est plus resident@example.org" in " ".join(last_letter("resident@example.org").paragraphs)
    assert [browser.get("/compte/profil/").status_code, elsewhere.get("/compte/profil/").status_code] == [200, 302]


def test_changing_address_asks_for_the_password_again(visit: Visit, resident: User) -> None:
    answer = visit(resident).post("/compte/adresse/", {"email": "nouvelle@example.org", "action_add": ""})
    assert answer["Location"].startswith("/compte/verification/")


def test_the_address_of_another_account_is_refused_only_to_whoever_reads_it(visit: Visit, resident: User) -> None:
    other = make_user("autre@example.org")
    browser = change_address(visit, resident, other.email)
    answer = browser.post("/compte/inscription/code/", {"code": code_for(other.email)})
    assert answer.status_code == 422
    resident.refresh_from_db()
    assert resident.email == "resident@example.org"


@pytest.mark.parametrize(
    "path",
    [
        "/compte/profil/",
        "/compte/structures/",
        "/compte/mes-donnees/supprimer/",
        "/compte/double-securite/",
        "/compte/adresse/",
    ],
)
def test_pages_of_an_account_ask_little_of_the_database(visit: Visit, resident: User, path: str) -> None:
    browser = visit(resident)
    browser.post("/compte/verification/", {"password": PASSWORD})
    assert queries(browser, path) <= MOST
