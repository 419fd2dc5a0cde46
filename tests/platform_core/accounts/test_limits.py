"""Limits on attempts: by account and by address on the network, in each space apart, and never a lock for its owner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests.making import PASSWORD, Visit, in_space, make_user
from tests.platform_core.accounts.letterbox import code_for

LOGIN = "/compte/connexion/"


@pytest.fixture(autouse=True)
def limited(settings: Any, space: Space, other_space: Space) -> Iterator[None]:
    """Switch the limits on, from nothing."""
    settings.ACCOUNT_RATE_LIMITS = {}
    forget(space, other_space)
    yield
    forget(space, other_space)


def forget(*spaces: Space) -> None:
    server = cache._cache.get_client(None, write=True)  # type: ignore[attr-defined]  # Django's Redis cache
    for one in spaces:
        for key in server.scan_iter(match=f"{one.schema_name}:*allauth*"):
            server.delete(key)


def wrong(browser: Client, email: str, **more: Any) -> int:
    fields = {"login": email, "avec": "mot-de-passe", "password": "ce n’est pas lui"}
    return int(browser.post(LOGIN, fields, **more).status_code)


def right(browser: Client, email: str) -> str:
    fields = {"login": email, "avec": "mot-de-passe", "password": PASSWORD}
    return str(browser.post(LOGIN, fields).content.decode())


def test_an_account_takes_five_wrong_passwords_then_waits(visit: Visit, resident: User) -> None:
    for _n in range(5):
        wrong(visit(), resident.email)
    assert "Trop d’essais" in right(visit(), resident.email)


def test_whoever_is_locked_out_by_somebody_else_enters_with_a_code(visit: Visit, resident: User) -> None:
    for _n in range(8):
        wrong(visit(), resident.email)
    browser = visit()
    browser.post(LOGIN, {"login": resident.email, "avec": "code"})
    assert browser.post("/compte/code/", {"code": code_for(resident.email)})["Location"] == "/"


def test_a_new_password_lifts_the_wait(visit: Visit, resident: User) -> None:
    for _n in range(8):
        wrong(visit(), resident.email)
    browser, forgotten = visit(), "/compte/mot-de-passe/oublie/"
    browser.post(forgotten, {"email": resident.email})
    browser.post(f"{forgotten}code/", {"code": code_for(resident.email)})
    browser.post(f"{forgotten}nouveau/", {"password1": PASSWORD + " bis"})
    fields = {"login": resident.email, "avec": "mot-de-passe", "password": PASSWORD + " bis"}
    assert visit().post(LOGIN, fields)["Location"] == "/"


def test_one_place_on_the_network_does_not_try_many_accounts(visit: Visit) -> None:
    answers = [wrong(visit(), f"cible{number}@example.org") for number in range(32)]
    assert 429 in answers


def test_the_refusal_is_a_page_of_ours(visit: Visit) -> None:
    for number in range(31):
        answer = visit().post(LOGIN, {"login": f"cible{number}@example.org", "avec": "code"})
    assert answer.status_code == 429
    assert 'class="skip-link"' in answer.content.decode()


def test_codes_asked_for_one_address_are_counted_even_when_nobody_has_it(visit: Visit, resident: User) -> None:
    for email in (resident.email, "personne@example.org"):
        for _n in range(3):
            visit().post(LOGIN, {"login": email, "avec": "code"})
        answer = visit().post(LOGIN, {"login": email, "avec": "code"})
        assert answer.status_code == 422
        assert "Trop d’essais" in answer.content.decode()


def test_a_space_does_not_count_what_happens_in_another(visit: Visit, resident: User, other_space: Space) -> None:
    with in_space(other_space):
        make_user(resident.email)
    for _n in range(8):
        wrong(visit(at=other_space), resident.email)
    assert right(visit(), resident.email) == ""  # signed in, and sent to the home page


@pytest.mark.parametrize(("proxies", "blocked"), [(0, True), (1, False)])
def test_the_place_on_the_network_is_the_one_our_own_proxies_give(
    visit: Visit, settings: Any, proxies: int, blocked: bool
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    answers = [
        wrong(visit(), f"cible{number}@example.org", headers={"x-forwarded-for": f"192.0.2.{number}"})
        for number in range(32)
    ]
    assert (429 in answers) is blocked


def test_an_address_that_is_made_up_before_our_proxy_is_not_believed(visit: Visit, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    answers = [
        wrong(visit(), f"cible{number}@example.org", headers={"x-forwarded-for": f"192.0.2.{number}, 198.51.100.7"})
        for number in range(32)
    ]
    assert 429 in answers
