"""Every address of the team refuses a stranger, a resident and the roles it does not name; those of operators likewise.

A refusal shows nothing: a visitor is sent to the sign-in page, a person who has no right there gets 403 or 404.
"""

from collections.abc import Iterator

from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client

from platform_core.access.roles import SPACE_ROLES, Role
from platform_core.accounts.models import User
from tests import making
from tests.architecture.routes import Route, routes

METHODS = ("get", "post", "put", "patch", "delete")


def reserved(audience: str) -> list[Route]:
    return [route for route in routes() if route.access and route.access.audience == audience]


def answers(client: Client, route: Route) -> Iterator[tuple[str, int, str]]:
    for method in METHODS:
        answer = getattr(client, method)(route.path)
        yield method, answer.status_code, answer.headers.get("Location", "")


def lets_in(client: Client, route: Route, *, sign_in: str = "") -> list[str]:
    """Return the methods by which an address answers otherwise than by a refusal (or by sending to `sign_in`)."""
    return [
        f"{route} {method}: {status} {place}"
        for method, status, place in answers(client, route)
        if status not in {401, 403, 404} and not (sign_in and status == 302 and place.startswith(sign_in))
    ]


def open_doors(client: Client, found: list[Route], *, sign_in: str = "") -> list[str]:
    return [door for route in found for door in lets_in(client, route, sign_in=sign_in)]


def sign_in_page(urlconf: str) -> str:
    return resolve_url(settings.LOGIN_URL) if urlconf == "space" else "/operateur/compte/"


def test_a_visitor_is_sent_to_sign_in_from_every_page_of_the_team(visit: making.Visit) -> None:
    assert open_doors(visit(), reserved("team"), sign_in=sign_in_page("space")) == []


def test_a_resident_is_refused_by_every_page_of_the_team(visit: making.Visit, resident: User) -> None:
    assert open_doors(visit(resident), reserved("team")) == []


def test_a_role_is_refused_where_it_is_not_named(visit: making.Visit) -> None:
    for role in SPACE_ROLES:
        member = making.make_user(f"{role}@example.org", roles=[role])
        barred = [route for route in reserved("team") if route.access and role not in route.access.roles]
        assert open_doors(visit(member), barred) == [], role


def test_a_visitor_is_sent_to_sign_in_from_every_signed_in_page(visit: making.Visit) -> None:
    found = [route for route in reserved("signed_in") if route.urlconf == "deploy.urls.space"]
    assert open_doors(visit(), found, sign_in=sign_in_page("space")) == []


def test_a_visitor_is_sent_to_sign_in_from_every_page_of_the_operators(platform: None) -> None:
    assert open_doors(making.operator_browser(), reserved("operator"), sign_in=sign_in_page("platform")) == []


def test_an_account_without_the_role_is_refused_by_every_page_of_the_operators(platform: None) -> None:
    browser = making.operator_browser()
    browser.force_login(making.make_user("curieux@example.org", roles=list(SPACE_ROLES)))
    assert open_doors(browser, reserved("operator")) == []


def test_an_operator_without_second_factor_is_sent_to_set_it(platform: None) -> None:
    browser = making.operator_browser()
    browser.force_login(making.make_user("operatrice@example.org", roles=[Role.OPERATOR]))
    assert open_doors(browser, reserved("operator"), sign_in=sign_in_page("platform")) == []
