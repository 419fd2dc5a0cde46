"""The second factor: set once, asked at every sign-in, required from operators, and no way around it."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from deploy.urls.platform import urlpatterns as platform_urls
from platform_core.access import operator
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.accounts.operations.team import invite_member
from tests import making
from tests.making import PASSWORD, Visit
from tests.platform_core.accounts.codes import code_now, secret_on, turn_on
from tests.platform_core.accounts.letterbox import code_for, last_letter

LOGIN, CODE, SECOND = "/compte/connexion/", "/compte/code/", "/compte/double-securite/code/"
APPLICATION = "/compte/double-securite/application/"
CONSOLE_LOGIN = "/operateur/compte/connexion/"


def is_in(browser: Client) -> bool:
    return browser.get("/compte/profil/").status_code == 200


def confirmed(browser: Client) -> Client:
    """Give the password again, as is asked before touching to what protects the account."""
    browser.post("/compte/verification/", {"password": PASSWORD})
    return browser


def test_setting_it_asks_for_the_password_again(visit: Visit, resident: User) -> None:
    assert visit(resident).get(APPLICATION)["Location"].startswith("/compte/verification/")


def test_a_wrong_first_code_sets_nothing(visit: Visit, resident: User) -> None:
    browser = confirmed(visit(resident))
    browser.get(APPLICATION)
    assert browser.post(APPLICATION, {"code": "000000"}).status_code == 422
    assert not Authenticator.objects.exists()


def test_once_set_it_is_asked_after_a_code_and_after_a_password(visit: Visit, resident: User) -> None:
    secret, place = turn_on(confirmed(visit(resident)))
    assert place == "/compte/double-securite/codes-de-secours/"
    by_code, by_password = visit(), visit()
    by_code.post(LOGIN, {"login": resident.email, "avec": "code"})
    assert by_code.post(CODE, {"code": code_for(resident.email)})["Location"] == SECOND
    fields = {"login": resident.email, "avec": "mot-de-passe", "password": PASSWORD}
    assert by_password.post(LOGIN, fields)["Location"] == SECOND
    for browser, step in ((by_code, -1), (by_password, 1)):
        assert not is_in(browser)
        assert browser.post(SECOND, {"code": "000000"}).status_code == 422
        assert browser.post(SECOND, {"code": code_now(secret, step)})["Location"] == "/"
        assert is_in(browser)


def test_a_new_password_does_not_go_around_it(visit: Visit, resident: User) -> None:
    turn_on(confirmed(visit(resident)))
    browser = visit()
    browser.post("/compte/mot-de-passe/oublie/", {"email": resident.email})
    browser.post("/compte/mot-de-passe/oublie/code/", {"code": code_for(resident.email)})
    answer = browser.post("/compte/mot-de-passe/oublie/nouveau/", {"password1": "des tilleuls rue Solférino"})
    assert answer["Location"] == SECOND
    assert not is_in(browser)


def test_an_invitation_does_not_go_around_it(visit: Visit, resident: User, administrator: User) -> None:
    turn_on(confirmed(visit(resident)))
    invite_member(by=administrator, email=resident.email, roles=["analyst"])
    link = last_letter(resident.email).action_url.partition("/invitation/")[2]
    browser = visit()
    assert browser.post(f"/invitation/{link}")["Location"] == SECOND
    assert not is_in(browser)


def test_a_spare_code_replaces_the_telephone_once(visit: Visit, resident: User) -> None:
    browser = confirmed(visit(resident))
    turn_on(browser)
    page = browser.get("/compte/double-securite/codes-de-secours/").content.decode()
    spare = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert spare in page
    assert spare in browser.get("/compte/double-securite/codes-de-secours/telecharger/").content.decode()
    fields = {"login": resident.email, "avec": "mot-de-passe", "password": PASSWORD}
    for expected in (302, 422):
        other = visit()
        other.post(LOGIN, fields)
        assert other.post(SECOND, {"code": spare}).status_code == expected


def test_setting_and_removing_it_close_the_other_sessions(
    visit: Visit, resident: User, django_capture_on_commit_callbacks: Any
) -> None:
    elsewhere, browser = visit(resident), confirmed(visit(resident))
    with django_capture_on_commit_callbacks(execute=True):
        turn_on(browser)
    assert not is_in(elsewhere)
    assert is_in(browser)
    assert last_letter(resident.email).subject == "La double sécurité est activée"
    resident.refresh_from_db()
    elsewhere = visit(resident)
    browser.post(f"{APPLICATION}retirer/")
    assert not Authenticator.objects.exists()
    assert not is_in(elsewhere)
    assert is_in(browser)


@operator
def console(request: HttpRequest) -> HttpResponse:
    return HttpResponse("console")


class Console:
    """The platform's addresses, with one page that only operators may open."""

    urlpatterns = [path("operateur/essai/", console), *platform_urls]


@pytest.fixture
def operators_site(settings: Any, platform: None) -> None:
    settings.PUBLIC_SCHEMA_URLCONF = Console


@pytest.fixture
def operator_account(operators_site: None) -> User:
    call_command("createoperator", "Operatrice@example.org", "--name", "Opératrice")
    making.in_platform().__enter__()
    return User.objects.get(email="operatrice@example.org")


def entered_by_code(email: str, browser: Client | None = None) -> Client:
    browser = browser or making.operator_browser()
    browser.post(CONSOLE_LOGIN, {"login": email, "avec": "code", "next": "/operateur/essai/"})
    browser.post("/operateur/compte/code/", {"code": code_for(email), "next": "/operateur/essai/"})
    return browser


def test_an_operator_sets_it_at_first_sign_in_and_the_console_opens_at_once(operator_account: User) -> None:
    assert operator_account.roles == [Role.OPERATOR]
    assert not operator_account.has_usable_password()
    browser = entered_by_code(operator_account.email)
    sent_to = browser.get("/operateur/essai/")["Location"]
    assert sent_to == "/operateur/compte/double-securite/application/?next=/operateur/essai/"
    secret = secret_on(browser.get(sent_to).content.decode())
    spare = browser.post(sent_to, {"code": code_now(secret), "next": "/operateur/essai/"})["Location"]
    page = browser.get(spare)
    assert page.status_code == 200
    assert 'href="/operateur/essai/"' in page.content.decode()
    assert browser.get("/operateur/essai/").content == b"console"


def test_the_next_sign_in_of_an_operator_asks_for_both(operator_account: User) -> None:
    secret, _place = turn_on(entered_by_code(operator_account.email), "/operateur/compte/double-securite/application/")
    browser = entered_by_code(operator_account.email)
    assert browser.get("/operateur/essai/")["Location"].startswith(CONSOLE_LOGIN)
    browser.post("/operateur/compte/double-securite/code/", {"code": code_now(secret, 1)})
    assert browser.get("/operateur/essai/").content == b"console"


def test_a_session_without_proof_gives_it_before_the_console(operator_account: User) -> None:
    secret, _place = turn_on(entered_by_code(operator_account.email), "/operateur/compte/double-securite/application/")
    browser = making.operator_browser()
    operator_account.refresh_from_db()
    browser.force_login(operator_account, backend="allauth.account.auth_backends.AuthenticationBackend")
    place = browser.get("/operateur/essai/")["Location"]
    assert place == "/operateur/compte/double-securite/verification/?next=/operateur/essai/"
    assert browser.get(place).status_code == 200
    assert browser.post(place, {"code": "000000", "next": "/operateur/essai/"}).status_code == 422
    following = browser.post(place, {"code": code_now(secret, 1), "next": "/operateur/essai/"})["Location"]
    assert browser.get(following).content == b"console"


def test_a_proof_that_somebody_else_left_in_the_session_is_not_believed(operator_account: User) -> None:
    browser = making.operator_browser()
    browser.force_login(operator_account, backend="allauth.account.auth_backends.AuthenticationBackend")
    Authenticator.objects.create(user=operator_account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    session = browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 1}]
    session["account_authentication_methods_user"] = str(operator_account.pk + 1)
    session.save()
    assert browser.get("/operateur/essai/").status_code == 302


def test_an_operator_cannot_remove_it(operator_account: User) -> None:
    browser = entered_by_code(operator_account.email)
    turn_on(browser, "/operateur/compte/double-securite/application/")
    removal = "/operateur/compte/double-securite/application/retirer/"
    assert "obligatoire" in browser.get(removal).content.decode()
    assert browser.post(removal).status_code == 422
    assert Authenticator.objects.filter(type="totp").exists()
    Authenticator.objects.filter(type="totp").delete()  # lost on the server: the session's old proof is worth nothing
    assert browser.get("/operateur/essai/").status_code == 302
