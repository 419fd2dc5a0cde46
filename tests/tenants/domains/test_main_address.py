"""One main address: the others lead there, cookies and letters belong to one host."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings

from platform_core import scope
from platform_core.accounts.models import User
from platform_core.errors import RuleBroken
from tenants.domains.models import OwnDomain
from tenants.domains.operations import choose_main, leave_main
from tenants.spaces.models import Space, State
from tests import making
from tests.tenants.domains.conftest import NAME

At = Callable[[str], making.ScopedClient]


@pytest.fixture
def main(proved: OwnDomain, administrator: User) -> OwnDomain:
    choose_main(by=administrator, domain=proved)
    return proved


def fresh(space: Space) -> Space:
    with making.in_platform():
        found: Space = Space.objects.get(pk=space.pk)
        return found


@pytest.mark.parametrize(
    ("method", "status"), [("get", 301), ("head", 301), ("post", 308), ("put", 308), ("delete", 308)]
)
def test_the_other_host_leads_to_the_main_one_and_keeps_the_path(
    main: OwnDomain, space: Space, method: str, status: int
) -> None:
    browser = making.Visit(space)()
    answer = getattr(browser, method)("/concertations/?q=a%2Fb&page=2")
    assert (answer.status_code, answer.headers["Location"]) == (
        status,
        f"https://{NAME}/concertations/?q=a%2Fb&page=2",
    )
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/%2F%2Fevil.example"])
def test_a_path_leads_nowhere_else(main: OwnDomain, space: Space, path: str) -> None:
    answer = making.Visit(space)().get(path)
    assert answer.headers["Location"].startswith(f"https://{NAME}/")


def test_the_main_host_answers_and_its_cookies_are_its_own(main: OwnDomain, at_name: At) -> None:
    browser = at_name(NAME)
    assert browser.get("/").status_code == 200
    asked = browser.get("/compte/connexion/", follow=True)
    assert asked.status_code == 200
    assert browser.cookies
    for cookie in browser.cookies.values():
        assert cookie.key.startswith("__Host-")
        assert (cookie["domain"], cookie["path"], bool(cookie["secure"])) == ("", "/", True)


def test_a_forwarded_host_changes_nothing(main: OwnDomain, at_name: At) -> None:
    page = at_name(NAME).get("/", headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"})
    assert page.status_code == 200
    assert "evil.example" not in page.content.decode()


def test_letters_name_the_main_host(main: OwnDomain, space: Space, administrator: User) -> None:
    with making.in_space(fresh(space)):
        assert scope.absolute_url("/a/") == f"https://{NAME}/a/"
        leave_main(by=administrator, space=space)
    with making.in_space(fresh(space)):
        assert scope.absolute_url("/a/") == "https://lille.citoyens.test/a/"


def test_the_team_can_always_come_back_by_the_address_of_the_platform(
    main: OwnDomain, space: Space, administrator: User
) -> None:
    browser = making.Visit(space)(administrator)
    assert browser.get("/equipe/").status_code == 301
    assert browser.get("/equipe/adresse/").status_code == 200
    assert making.Visit(space)().get("/compte/connexion/", follow=True).status_code == 200
    assert browser.post("/equipe/adresse/plateforme/").status_code == 302
    assert browser.get("/equipe/").status_code == 200


def test_unsubscribing_by_the_header_of_an_old_letter_is_not_redirected(main: OwnDomain, space: Space) -> None:
    answer = making.Visit(space)().post("/desabonnement/rien/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code not in {301, 308}


@pytest.mark.parametrize(("state", "status"), [(State.PROVISIONING, 404), (State.DELETED, 404)])
def test_the_state_of_the_space_comes_first(
    main: OwnDomain, space: Space, at_name: At, state: State, status: int
) -> None:
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(state=state)
    assert at_name(NAME).get("/").status_code == status
    assert making.Visit(space)().get("/").status_code == status


def test_a_suspended_space_is_closed_there_too(main: OwnDomain, space: Space, at_name: At) -> None:
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(state=State.SUSPENDED)
    assert at_name(NAME).get("/").status_code == 503


def test_browsers_are_told_nothing_of_the_other_sites_of_the_organiser(
    main: OwnDomain, at_name: At, space: Space, settings: LazySettings
) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 1000, True
    assert at_name(NAME).get("/", secure=True).headers["Strict-Transport-Security"] == "max-age=2592000"


def test_a_domain_not_in_service_is_never_the_main_address(claimed: OwnDomain, administrator: User) -> None:
    with pytest.raises(RuleBroken) as refused:
        choose_main(by=administrator, domain=claimed)
    assert refused.value.code == "not_in_service"
