"""Signing in and up, by people who are known and by people who are not."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.test import Client

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.mail.models import Email
from tenants.spaces.models import Space
from tests.making import PASSWORD, Visit, in_space
from tests.platform_core.accounts.letterbox import code_for, last_letter

LOGIN, CODE, SIGNUP = "/compte/connexion/", "/compte/code/", "/compte/inscription/"
JOIN = {"email": "nouvelle@example.org", "public_name": "Nour", "agreement": "on"}


def ask(browser: Client, email: str, **more: str) -> Any:
    return browser.post(LOGIN, {"login": email, "avec": "code", **more})


def is_in(browser: Client) -> bool:
    return browser.get("/compte/profil/").status_code == 200


def test_a_code_signs_in(visit: Visit, resident: User) -> None:
    browser = visit()
    assert ask(browser, resident.email)["Location"] == CODE
    before = browser.session.session_key
    answer = browser.post(CODE, {"code": code_for(resident.email)})
    assert answer["Location"] == "/"
    assert is_in(browser)
    assert browser.session.session_key != before


def test_a_code_is_typed_as_one_likes_and_serves_once(visit: Visit, resident: User) -> None:
    browser = visit()
    ask(browser, resident.email.upper())
    code = code_for(resident.email)
    assert browser.post(CODE, {"code": f" {code[:4]}-\u00a0{code[5:]}"}).status_code == 302
    browser.post("/compte/deconnexion/")
    assert browser.post(CODE, {"code": code})["Location"] == "/compte/connexion/code/"
    assert not is_in(browser)


def test_three_wrong_codes_end_the_attempt(visit: Visit, resident: User) -> None:
    browser = visit()
    ask(browser, resident.email)
    refused = [browser.post(CODE, {"code": "00000000"}).status_code for _ in range(3)]
    assert refused == [422, 422, 302]
    assert browser.post(CODE, {"code": code_for(resident.email)})["Location"] == "/compte/connexion/code/"
    assert not is_in(browser)


def test_another_code_can_be_asked_for_and_replaces_the_first(visit: Visit, resident: User) -> None:
    browser = visit()
    ask(browser, resident.email)
    first = code_for(resident.email)
    browser.post(CODE, {"action": "resend"})
    assert code_for(resident.email) != first
    assert browser.post(CODE, {"code": first}).status_code == 422
    assert browser.post(CODE, {"code": code_for(resident.email)}).status_code == 302


def test_a_password_signs_in_after_the_address_was_kept(visit: Visit, resident: User) -> None:
    browser = visit()
    page = browser.post(LOGIN, {"login": resident.email, "avec": "choisir-mot-de-passe"}).content.decode()
    assert f'value="{resident.email}"' in page
    assert "current-password" in page
    fields = {"login": resident.email, "avec": "mot-de-passe"}
    assert browser.post(LOGIN, {**fields, "password": "ce n’est pas lui"}).status_code == 422
    before = browser.session.session_key
    assert browser.post(LOGIN, {**fields, "password": PASSWORD}).status_code == 302
    assert is_in(browser)
    assert browser.session.session_key != before


def test_a_session_that_was_ended_opens_nothing(visit: Visit, resident: User) -> None:
    browser = visit(resident)
    cookies = SimpleCookie({name: morsel.value for name, morsel in browser.cookies.items()})
    browser.post("/compte/deconnexion/")
    replay = visit()
    replay.cookies = cookies
    assert not is_in(replay)


def test_joining_takes_a_code_a_public_name_and_the_charter(visit: Visit) -> None:
    browser = visit()
    assert browser.post(SIGNUP, {"email": JOIN["email"]}).status_code == 422
    assert not User.objects.filter(email=JOIN["email"]).exists()
    assert browser.post(SIGNUP, JOIN)["Location"] == f"{SIGNUP}code/"
    assert not is_in(browser)
    assert browser.post(f"{SIGNUP}code/", {"code": code_for(JOIN["email"])}).status_code == 302
    assert is_in(browser)
    user = User.objects.get(email=JOIN["email"])
    assert (user.public_name, user.roles, user.has_usable_password()) == ("Nour", [], False)
    assert Entry.objects.filter(action="accounts.sign_up", actor_id=user.pk).exists()


@pytest.mark.parametrize("name", ["nour@example.org", "Ville de  LILLE"])
def test_a_public_name_is_neither_an_address_nor_the_organiser(visit: Visit, name: str) -> None:
    assert visit().post(SIGNUP, {**JOIN, "public_name": name}).status_code == 422


def test_joining_cannot_give_oneself_a_role(visit: Visit) -> None:
    extra = {"roles": "administrator", "is_active": "on", "email_verified": "on"}
    visit().post(SIGNUP, {**JOIN, **extra})
    assert User.objects.get(email=JOIN["email"]).roles == []


def traces(answer: Any) -> tuple[Any, ...]:
    """Return all that a stranger can compare: status, place, body, names of cookies and of headers."""
    return answer.status_code, answer.get("Location"), answer.content, sorted(answer.cookies), sorted(answer.headers)


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        (LOGIN, {"login": "{}", "avec": "code"}),
        (LOGIN, {"login": "{}", "avec": "mot-de-passe", "password": "ce n’est pas lui du tout"}),
        (SIGNUP, {**JOIN, "email": "{}"}),
        ("/compte/mot-de-passe/oublie/", {"email": "{}"}),
    ],
)
def test_known_and_unknown_addresses_get_the_same_answer(
    visit: Visit, resident: User, address: str, fields: dict[str, str]
) -> None:
    seen = []
    for email in (resident.email, "personne@example.org"):
        browser = visit()
        answer = browser.post(address, {name: value.format(email) for name, value in fields.items()})
        pages = [answer]
        if answer.status_code == 302:
            pages.append(browser.get(answer["Location"]))
            pages.append(browser.post(answer["Location"], {"code": "00000000"}))
            pages.append(browser.post(answer["Location"], {"action": "resend"}))
        seen.append([without_secrets(traces(page), email) for page in pages])
    assert seen[0] == seen[1]


def without_secrets(trace: tuple[Any, ...], email: str) -> list[Any]:
    """Take out what differs at every page: the address typed and the token of the form."""
    status, place, body, *rest = trace
    lines = [line for line in body.decode().replace(email, "…").splitlines() if "csrfmiddlewaretoken" not in line]
    return [status, place, lines, *rest]


def test_the_letter_alone_says_whether_there_is_an_account(visit: Visit, resident: User) -> None:
    ask(visit(), "personne@example.org")
    assert last_letter("personne@example.org").subject == "Aucun compte n’a cette adresse"
    visit().post(SIGNUP, {**JOIN, "email": resident.email})
    assert last_letter(resident.email).subject == "Vous avez déjà un compte"


def test_a_forgotten_password_is_chosen_again_with_a_code(visit: Visit, resident: User) -> None:
    elsewhere, browser = visit(resident), visit()
    forgotten = "/compte/mot-de-passe/oublie/"
    browser.post(forgotten, {"email": resident.email})
    code = code_for(resident.email)
    assert browser.post(f"{forgotten}code/", {"code": code})["Location"] == f"{forgotten}nouveau/"
    assert browser.post(f"{forgotten}nouveau/", {"password1": "court"}).status_code == 422
    assert browser.post(f"{forgotten}nouveau/", {"password1": "des tilleuls rue Solférino"}).status_code == 302
    assert is_in(browser)
    assert not is_in(elsewhere)
    assert browser.post(f"{forgotten}code/", {"code": code}).status_code == 302
    resident.refresh_from_db()
    assert resident.check_password("des tilleuls rue Solférino")
    assert last_letter(resident.email).subject == "Votre mot de passe a changé"


@pytest.mark.parametrize(
    "password", ["12345678901", "motdepasse123", "password1234", "VilledeLille2026!", "resident@example.org"]
)
def test_a_password_that_is_guessed_is_refused(visit: Visit, resident: User, password: str) -> None:
    fields = {"oldpassword": PASSWORD, "password1": password}
    assert visit(resident).post("/compte/mot-de-passe/", fields).status_code == 422


@pytest.mark.parametrize("password", ["une phrase très simple", "é" * 200, "🌳🌳🌳 trois tilleuls à Lille"])
def test_any_long_password_is_accepted(visit: Visit, resident: User, password: str) -> None:
    fields = {"oldpassword": PASSWORD, "password1": password}
    assert visit(resident).post("/compte/mot-de-passe/", fields).status_code == 302
    resident.refresh_from_db()
    assert resident.check_password(password)


BAD = [
    "//evil.example",
    "https:evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "https://amiens.citoyens.test/",
]


@pytest.mark.parametrize("following", [*BAD, "https://evil.example/", "///evil.example", "/\t/evil.example"])
def test_next_leads_nowhere_else(visit: Visit, resident: User, following: str) -> None:
    by_password, by_code = visit(), visit()
    fields = {"login": resident.email, "avec": "mot-de-passe", "password": PASSWORD, "next": following}
    assert by_password.post(LOGIN, fields)["Location"] == "/"
    ask(by_code, resident.email, next=following)
    assert by_code.post(CODE, {"code": code_for(resident.email), "next": following})["Location"] == "/"
    assert by_code.post("/compte/deconnexion/", {"next": following})["Location"] == "/"


def test_next_leads_back_to_the_page_one_came_from(visit: Visit, resident: User) -> None:
    browser = visit()
    place = ask(browser, resident.email, next="/concertations/?page=2")["Location"]
    answer = browser.post(place, {"code": code_for(resident.email), "next": "/concertations/?page=2"})
    assert answer["Location"] == "/concertations/?page=2"


def test_a_session_of_a_space_opens_nothing_in_another(visit: Visit, resident: User, other_space: Space) -> None:
    browser, elsewhere = visit(resident), visit(at=other_space)
    elsewhere.cookies = browser.cookies
    assert is_in(browser)
    assert elsewhere.get("/compte/profil/").status_code == 302


def test_the_same_address_has_two_accounts_in_two_spaces(visit: Visit, resident: User, other_space: Space) -> None:
    ask(visit(at=other_space), resident.email)
    with in_space(other_space):
        assert Email.objects.get(to=resident.email).subject == "Aucun compte n’a cette adresse"
    assert not Email.objects.filter(to=resident.email).exists()
