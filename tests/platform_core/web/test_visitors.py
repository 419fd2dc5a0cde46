"""Visitors share the pages kept in their space for a few seconds; nobody's own page is ever kept or shown to another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import redis
from django.conf import LazySettings, settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from platform_core.accounts.models import User
from platform_core.web import visitors
from tenants.spaces.models import Space
from tests import making

ENTERING = 2  # statements: the platform's scope and the space of the host; the space's own scope is not even entered


@pytest.fixture
def kept(settings: LazySettings, space: Space) -> Iterator[None]:
    """Keep pages during a test, and forget them after it."""
    settings.VISITOR_PAGE_SECONDS = 60
    forget()
    yield
    forget()


def pages_kept() -> list[bytes]:
    return list(store().scan_iter("*:visitor:*"))


def forget() -> None:
    for key in pages_kept():
        store().delete(key)


def store() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL)


def statements(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    return len(seen)


@pytest.mark.usefixtures("kept")
def test_a_page_kept_costs_no_statement_of_its_own(space: Space, visit: making.Visit) -> None:
    assert statements(visit(), "/concertations/") > ENTERING
    assert statements(visit(), "/concertations/") == ENTERING


@pytest.mark.usefixtures("kept")
def test_the_page_kept_is_the_page(space: Space, visit: making.Visit) -> None:
    first, second = visit().get("/concertations/"), visit().get("/concertations/")
    assert second.content == first.content
    assert first.headers.pop("X-Request-ID") != second.headers.pop("X-Request-ID")
    assert dict(second.headers) == dict(first.headers)
    assert "Content-Security-Policy" in second.headers


@pytest.mark.usefixtures("kept")
def test_a_page_is_kept_for_its_whole_address_and_language(
    space: Space, visit: making.Visit, settings: LazySettings
) -> None:
    visit().get("/concertations/")
    assert statements(visit(), "/concertations/?quand=open") > ENTERING
    english = visit()
    english.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = english.get("/concertations/")
    assert answer.headers["Content-Language"] == "en"
    assert visit().get("/concertations/").headers["Content-Language"] == "fr"


@pytest.mark.usefixtures("kept")
def test_a_page_kept_in_one_space_is_not_shown_in_another(
    space: Space, other_space: Space, visit: making.Visit
) -> None:
    visit().get("/")
    other = visit(at=other_space).get("/")
    assert other_space.name in other.content.decode()
    assert space.name not in other.content.decode()


@pytest.mark.usefixtures("kept")
def test_someone_signed_in_reads_a_page_made_now_that_nobody_else_gets(
    space: Space, visit: making.Visit, resident: User
) -> None:
    visit().get("/")
    own = visit(resident).get("/")
    assert resident.public_name in own.content.decode()
    assert own.headers["Cache-Control"] == "private, no-cache"
    assert resident.public_name not in visit().get("/").content.decode()


@pytest.mark.usefixtures("kept")
def test_a_page_with_a_form_is_made_for_each_reader(space: Space, visit: making.Visit) -> None:
    first, second = visit(), visit()
    assert first.get("/compte/connexion/").cookies
    assert second.get("/compte/connexion/").cookies
    assert not pages_kept()


@pytest.mark.usefixtures("kept")
def test_a_cookie_of_any_other_kind_is_enough_to_get_a_page_made_now(space: Space, visit: making.Visit) -> None:
    visit().get("/concertations/")
    marked = visit()
    marked.cookies["autre"] = "1"
    assert statements(marked, "/concertations/") > ENTERING


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("header", visitors.PERSONAL)
def test_a_header_that_changes_the_answer_gets_a_page_made_now(space: Space, visit: making.Visit, header: str) -> None:
    visit().get("/concertations/")
    assert statements(visit(), "/concertations/") == ENTERING
    browser = visit()
    browser.defaults[f"HTTP_{header.upper().replace('-', '_')}"] = "true"
    assert statements(browser, "/concertations/") > ENTERING


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("address", ["/nulle-part/", "/equipe/", "/mes-donnees/"])
def test_what_is_not_a_page_for_all_is_not_kept(space: Space, visit: making.Visit, address: str) -> None:
    assert visit().get(address).status_code != 200
    assert not pages_kept()


def test_without_the_cache_pages_are_made_anew(
    space: Space, visit: making.Visit, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VISITOR_PAGE_SECONDS = 60
    settings.CACHES = {"away": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}, **settings.CACHES}
    monkeypatch.setattr(visitors, "cache", caches["away"])
    assert statements(visit(), "/concertations/") > ENTERING
    assert statements(visit(), "/concertations/") > ENTERING
