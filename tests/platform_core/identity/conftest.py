"""A provider that one's own space has set, and the way there and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from platform_core.accounts.models import User
from platform_core.identity.checking import check_provider
from platform_core.identity.models import Identity, Provider
from platform_core.identity.operations.providers import set_provider, switch_provider
from platform_core.identity.protocol.discovery import forget
from tests.platform_core.identity.provider import CLIENT, SECRET, Claims, Handler, Key, one, serving
from tests.platform_core.identity.provider import Provider as Served

HERE = "127.0.0.1"


@pytest.fixture(autouse=True)
def loopback(settings: LazySettings) -> None:
    settings.PRIVATE_ADDRESSES_ALLOWED = True


@pytest.fixture(scope="session")
def key() -> Key:
    return Key("première")


@pytest.fixture
def served(key: Key) -> Iterator[Served]:
    with serving(key) as found:
        yield found


@pytest.fixture
def provider(served: Served, administrator: User) -> Provider:
    return in_service(administrator, served)


def facts(served: Served, **more: Any) -> dict[str, Any]:
    known = {"kind": "other", "name": "Mon compte Lille", "issuer": served.issuer, "client_id": CLIENT}
    return {**known, "scopes": "openid email", "trusts_addresses": False, "signs_out": False, **more}


def in_service(administrator: User, served: Served, **more: Any) -> Provider:
    """Set a provider, check it and switch it on."""
    made = set_provider(by=administrator, secret=SECRET, **facts(served, **more))
    check_provider(by=administrator, provider=made)
    switch_provider(by=administrator, provider=made, on=True)
    made.refresh_from_db()
    return made


def leave(browser: Client, provider: Provider, following: str = "") -> dict[str, Any]:
    """Press the button of a provider; return what the provider is asked."""
    answer = browser.post(f"/compte/connexion/avec/{provider.pk}/", {"next": following} if following else {})
    assert answer.status_code == 200, (answer.status_code, answer.headers.get("Location"))
    return one(urlsplit(place_on(answer)).query)


def place_on(answer: Any) -> str:
    """Return where the page between leads."""
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', answer.content.decode())
    assert found, answer.content.decode()
    return unescape(found[1])


def come_back(browser: Client, place: str) -> HttpResponse:
    """Follow the provider's redirect."""
    parts = urlsplit(place)
    answer: HttpResponse = browser.get(f"{parts.path}?{parts.query}")  # type: ignore[assignment]  # the test client's own
    return answer


def through(browser: Client, provider: Provider, served: Served, following: str = "", **person: Any) -> HttpResponse:
    """Go to the provider, sign in there, come back."""
    return come_back(browser, served.authorize(leave(browser, provider, following), **person))


def is_in(browser: Client) -> bool:
    return browser.get("/compte/profil/").status_code == 200


@pytest.fixture(autouse=True)
def nothing_kept(space: object) -> Iterator[None]:
    """Start without what was kept of another test's provider (its port may be the same), and of earlier tries."""
    cache.delete(f"identity:tries:{HERE}")
    yield
    for known in Provider.objects.all():
        forget(known.issuer)


@pytest.fixture
def joined(provider: Provider, resident: User) -> Identity:
    return Identity.objects.create(user=resident, issuer=provider.issuer, subject="abc-123", name=provider.name)


def refused(answer: HttpResponse, browser: Client, words: str = "n’a pas pu être vérifiée") -> None:
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not is_in(browser)


def say(told: Claims) -> Callable[[Handler], None]:
    return lambda handler: handler.send(told)
