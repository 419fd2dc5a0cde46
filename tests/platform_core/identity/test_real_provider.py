"""Sign in at a provider that is not ours, over HTTP: what we understand of OpenID Connect is what others do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

import pytest

from platform_core.accounts.models import User
from platform_core.identity.checking import check_provider
from platform_core.identity.models import Identity, Provider
from platform_core.identity.operations.providers import set_provider, switch_provider
from tests.making import Visit
from tests.platform_core.identity.conftest import come_back, is_in, place_on
from tests.platform_core.identity.real_provider import CLIENT, PASSWORD, SECRET, running

SOMEBODY = "dominique@mairie.example"


class Stay(HTTPRedirectHandler):
    """Follow redirects on the provider's own site only."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 (given by the library)
        if urlsplit(newurl).hostname != "127.0.0.1":
            self.left_for = newurl
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Elsewhere:
    """Somebody's browser on the provider."""

    def __init__(self) -> None:
        self.stay = Stay()
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()), self.stay)

    def go(self, url: str, **fields: str) -> tuple[str, str]:
        """Return the address where one ends, and the page; the address of ours where one is sent back to it."""
        self.stay.left_for = ""
        request = Request(url, urlencode(fields).encode() if fields else None, {"Referer": url})  # noqa: S310 (an address of the tests)
        try:
            with self.opener.open(request) as answer:
                return answer.url, answer.read().decode()
        except OSError:
            assert self.stay.left_for
            return self.stay.left_for, ""

    def sign_in(self, place: str) -> str:
        """Go where one is led, sign in there, and return where one is sent back."""
        url, page = self.go(place)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        following = re.search(r'name="next" value="([^"]+)"', page)
        assert token, page
        assert following
        fields = {"csrfmiddlewaretoken": token[1], "login": SOMEBODY, "password": PASSWORD}
        back, page = self.go(urljoin(url, urlsplit(url).path), **fields, next=following[1].replace("&amp;", "&"))
        assert page == "", page
        return back


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory, spaces: tuple[object, object]) -> Iterator[str]:
    """Start the other site; its issuer."""
    place = f"https://{spaces[0].host}"  # type: ignore[attr-defined]  # a space
    with running(tmp_path_factory.mktemp("provider"), place, SOMEBODY) as issuer:
        yield issuer


@pytest.fixture
def other(started: str, administrator: User) -> Provider:
    made = set_provider(
        by=administrator,
        secret=SECRET,
        kind="other",
        name="Le compte de la mairie",
        issuer=started,
        client_id=CLIENT,
        scopes="openid email",
        trusts_addresses=True,
        signs_out=True,
    )
    check_provider(by=administrator, provider=made)
    switch_provider(by=administrator, provider=made, on=True)
    return made


def test_somebody_comes_by_a_provider_that_is_not_ours_and_leaves_it(visit: Visit, other: Provider) -> None:
    browser, elsewhere = visit(), Elsewhere()
    start = f"/compte/connexion/avec/{other.pk}/"
    back = elsewhere.sign_in(place_on(browser.post(start)))
    assert come_back(browser, back)["Location"] == "/compte/connexion/nouveau/"
    browser.post("/compte/connexion/nouveau/", {"public_name": "Dominique", "agreement": "on"})
    assert is_in(browser)
    identity = Identity.objects.get()
    assert (identity.user.email, identity.issuer) == (SOMEBODY, other.issuer)

    browser.post("/compte/deconnexion/")
    place = place_on(browser.get("/compte/connexion/au-revoir/"))
    assert elsewhere.go(place)[0].startswith(f"https://{visit.space.host}/?state=")
    _url, page = elsewhere.go(place_on(browser.post(start)))
    assert 'name="password"' in page  # signed out there too: it asks again

    again = visit()
    back = Elsewhere().sign_in(place_on(again.post(start)))
    assert come_back(again, back)["Location"] == "/"
    assert is_in(again)
    assert User.objects.filter(email=SOMEBODY).count() == 1
