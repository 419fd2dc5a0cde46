"""Providers that lead to machines of ours, say too much, or take their time."""

from __future__ import annotations

import time

import pytest
from django.conf import LazySettings

from platform_core.accounts.models import User
from platform_core.errors import RuleBroken
from platform_core.identity.checking import check_provider
from platform_core.identity.models import Provider
from platform_core.identity.operations.providers import set_provider
from platform_core.identity.protocol import discovery
from platform_core.outside import fetching
from tests.making import Visit
from tests.platform_core.identity.conftest import facts, say
from tests.platform_core.identity.provider import SECRET, Handler, Key, serving
from tests.platform_core.identity.provider import Provider as Served


def test_the_address_of_a_machine_of_ours_is_refused(
    visit: Visit, administrator: User, served: Served, settings: LazySettings
) -> None:
    made = set_provider(by=administrator, secret=SECRET, **facts(served))
    settings.PRIVATE_ADDRESSES_ALLOWED = False
    for issuer in (
        "https://127.0.0.1",
        "https://localhost",
        "https://[::1]",
        "https://169.254.169.254",
        "https://2130706433",
    ):
        Provider.objects.update(issuer=issuer)
        made.refresh_from_db()
        with pytest.raises(RuleBroken) as stopped:
            check_provider(by=administrator, provider=made)
        assert stopped.value.code in {"private_address", "unknown_host", "no_answer"}, issuer
    for issuer in ("http://exemple.fr", "https://exemple.fr:8443", "file:///etc/passwd", "gopher://exemple.fr"):
        with pytest.raises(RuleBroken) as stopped:
            set_provider(by=administrator, secret=SECRET, **facts(served, issuer=issuer))
        assert (stopped.value.code, stopped.value.field) == ("https", "issuer")
    assert served.asked == []


def test_a_redirect_to_a_machine_of_ours_is_not_followed(administrator: User, served: Served, key: Key) -> None:
    with serving(key) as inside:
        served.answers["/.well-known/openid-configuration"] = lambda handler: handler.move(f"{inside.issuer}/jwks")
        made = set_provider(by=administrator, secret=SECRET, **facts(served))
        with pytest.raises(RuleBroken) as stopped:
            check_provider(by=administrator, provider=made)
        assert (stopped.value.code, inside.asked) == ("redirect", [])


@pytest.mark.parametrize("name", ["token_endpoint", "jwks_uri", "userinfo_endpoint", "authorization_endpoint"])
def test_an_address_that_it_announces_is_checked_before_it_is_called(
    administrator: User, served: Served, settings: LazySettings, name: str
) -> None:
    told = {
        **{
            one: value.replace("http://127.0.0.1", "https://exemple.fr")
            for one, value in served.discovery().items()
            if isinstance(value, str)
        }
    }
    settings.PRIVATE_ADDRESSES_ALLOWED = False
    with pytest.raises(RuleBroken) as stopped:
        discovery.understood(told["issuer"], {**told, name: "http://10.0.0.8/admin"})
    assert stopped.value.code == "endpoint"


def test_a_huge_answer_is_left(administrator: User, served: Served) -> None:
    served.answers["/.well-known/openid-configuration"] = say(
        {**served.discovery(), "x": "x" * (fetching.LONGEST + 1)}
    )
    made = set_provider(by=administrator, secret=SECRET, **facts(served))
    with pytest.raises(RuleBroken) as stopped:
        check_provider(by=administrator, provider=made)
    assert stopped.value.code == "not_json"


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_provider_that_drips_is_left(
    administrator: User, served: Served, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drip(handler: Handler) -> None:
        start = b"HTTP/1.1 200 OK\r\n" + (b"" if where == "head" else b"Content-Type: application/json\r\n\r\n")
        handler.wfile.write(start)
        for _byte in range(60):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    monkeypatch.setattr(discovery, "fetch", lambda url, **more: fetching.fetch(url, patience=0.5, **more))
    served.answers["/.well-known/openid-configuration"] = drip
    made = set_provider(by=administrator, secret=SECRET, **facts(served))
    before = time.monotonic()
    with pytest.raises(RuleBroken) as stopped:
        check_provider(by=administrator, provider=made)
    assert stopped.value.code == "no_answer"
    assert time.monotonic() - before < 2


def test_a_provider_that_fails_is_left_in_peace_for_a_moment(visit: Visit, provider: Provider, served: Served) -> None:
    served.answers["/.well-known/openid-configuration"] = lambda handler: handler.answer(500, "text/plain", b"")
    discovery.forget(provider.issuer)
    asked = len(served.asked)
    for _try in range(3):
        answer = visit().post(f"/compte/connexion/avec/{provider.pk}/")
        assert answer.status_code == 503
        assert "ne répond pas en ce moment" in answer.content.decode()
    assert len(served.asked) == asked + 1
