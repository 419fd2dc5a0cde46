"""What a stranger, a liar or a clumsy provider tries: nobody enters, and nothing of ours is called."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta

import jwt
import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from platform_core.accounts.models import User
from platform_core.errors import RuleBroken
from platform_core.identity import attempts
from platform_core.identity.checking import check_provider
from platform_core.identity.models import Identity, Provider
from platform_core.identity.operations.providers import set_provider
from platform_core.identity.protocol import discovery
from platform_core.identity.rules import ALGORITHMS
from platform_core.outside import fetching
from tenants.spaces.models import Space
from tests import making
from tests.making import Visit
from tests.platform_core.identity.conftest import come_back, facts, in_service, is_in, leave, through
from tests.platform_core.identity.provider import CLIENT, SECRET, Claims, Handler, Key, serving
from tests.platform_core.identity.provider import Provider as Served

BACK = "/compte/connexion/retour/"
UNVERIFIED = "n’a pas pu être vérifiée"


@pytest.fixture
def joined(provider: Provider, resident: User) -> Identity:
    return Identity.objects.create(user=resident, issuer=provider.issuer, subject="abc-123", name=provider.name)


def refused(answer: HttpResponse, browser: Client, words: str = UNVERIFIED) -> None:
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not is_in(browser)


# --- the way back ------------------------------------------------------------------------------------------------------
def test_the_state_of_another_session_opens_nothing(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    mine, theirs = visit(), visit()
    place = served.authorize(leave(mine, provider))
    refused(come_back(theirs, place), theirs, "a été commencée dans un autre navigateur")
    assert served.redeemed == []
    assert come_back(mine, place).status_code == 302


@pytest.mark.parametrize("query", ["", "?code=abc", "?state=&code=abc", "?state=inconnu&code=abc"])
def test_without_a_state_nothing_is_asked(visit: Visit, provider: Provider, served: Served, query: str) -> None:
    browser = visit()
    leave(browser, provider)
    refused(browser.get(f"{BACK}{query}"), browser, "expiré")  # type: ignore[arg-type]  # the test client's own
    assert "/token" not in served.asked


def test_an_answer_serves_once(visit: Visit, provider: Provider, served: Served, joined: Identity) -> None:
    browser = visit()
    place = served.authorize(leave(browser, provider))
    assert come_back(browser, place).status_code == 302
    browser.post("/compte/deconnexion/")
    refused(come_back(browser, place), browser, "a déjà servi")


def test_an_answer_serves_once_even_if_the_session_is_put_back(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    """Two requests at the same instant both read the session before either has written it."""
    browser = visit()
    place = served.authorize(leave(browser, provider))
    before = browser.session[attempts.ATTEMPTS]
    come_back(browser, place)
    again = visit()
    leave(again, provider)
    session = again.session
    session[attempts.ATTEMPTS] = before
    session.save()
    refused(come_back(again, place), again, "a déjà servi")


def test_an_answer_comes_within_ten_minutes(
    visit: Visit, provider: Provider, served: Served, joined: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = visit()
    place = served.authorize(leave(browser, provider))
    later = time.time() + timedelta(minutes=10).total_seconds()
    monkeypatch.setattr("platform_core.identity.attempts.time.time", lambda: later)
    refused(come_back(browser, place), browser, "expiré")


def test_a_code_that_was_stolen_is_not_redeemed_without_its_verifier(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    """A code issued for another departure: the provider checks the challenge, we send the verifier of ours."""
    mine, thief = visit(), visit()
    stolen = served.authorize(leave(mine, provider)).partition("code=")[2].partition("&")[0]
    state = leave(thief, provider)["state"]
    refused(come_back(thief, f"https://x{BACK}?code={stolen}&state={state}"), thief, "n’a pas confirmé")


def test_the_provider_is_switched_off_meanwhile(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    browser = visit()
    place = served.authorize(leave(browser, provider))
    Provider.objects.update(is_on=False)
    refused(come_back(browser, place), browser, "a retiré ou changé")
    assert "/token" not in served.asked


def test_the_provider_is_replaced_meanwhile(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    browser = visit()
    place = served.authorize(leave(browser, provider))
    Provider.objects.update(client_id="un-autre")
    refused(come_back(browser, place), browser, "a retiré ou changé")


def test_the_state_of_a_space_opens_nothing_in_another(
    visit: Visit, provider: Provider, served: Served, joined: Identity, other_space: Space
) -> None:
    here, there = visit(), visit(at=other_space)
    place = served.authorize(leave(here, provider))
    there.cookies = here.cookies  # as if the browser sent them everywhere
    refused(come_back(there, place), there, "expiré")
    assert there.post(f"/compte/connexion/avec/{provider.pk}/").status_code == 404
    with making.in_space(other_space):
        assert not Identity.objects.exists()


def test_an_answer_that_names_another_provider_is_refused(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    browser = visit()
    place = served.authorize(leave(browser, provider))
    refused(come_back(browser, f"{place}&iss=https://autre.example"), browser)
    assert "/token" not in served.asked


def test_a_provider_that_names_itself_must_do_so(visit: Visit, served: Served, administrator: User) -> None:
    served.told = {"authorization_response_iss_parameter_supported": True}
    provider = in_service(administrator, served)
    browser = visit()
    refused(come_back(browser, served.authorize(leave(browser, provider))), browser)


# --- the token ---------------------------------------------------------------------------------------------------------
def encoded(value: Claims) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def unsigned(claims: Claims) -> str:
    return f"{encoded({'alg': 'none', 'typ': 'JWT'})}.{encoded(claims)}."


def by_secret(secret: bytes, name: str) -> Callable[[Claims], str]:
    """Sign with a shared secret, by hand: the library refuses to take a public key for one."""

    def sign(claims: Claims) -> str:
        text = f"{encoded({'alg': 'HS256', 'typ': 'JWT', 'kid': name})}.{encoded(claims)}"
        return f"{text}.{urlsafe_b64encode(hmac.new(secret, text.encode(), hashlib.sha256).digest()).decode().rstrip('=')}"

    return sign


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "un-autre"},
        {"nonce": None},
        {"aud": "un-autre-client"},
        {"aud": [CLIENT, "un-autre-client"]},
        {"aud": [CLIENT, "un-autre-client"], "azp": "un-autre-client"},
        {"azp": "un-autre-client"},
        {"iss": "https://autre.example"},
        {"exp": 1},
        {"iat": int(time.time()) + 3600},
        {"nbf": int(time.time()) + 3600},
        {"sub": ""},
        {"sub": "x" * 256},
        {"sub": 123},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_now_is_refused(
    visit: Visit, provider: Provider, served: Served, joined: Identity, lie: Claims
) -> None:
    served.lies = lambda claims: {**claims, **lie}
    if "sub" in lie:  # a liar who says the same everywhere
        served.userinfo = lambda claims: {**claims, "sub": lie["sub"]}
    browser = visit()
    refused(through(browser, provider, served), browser)


@pytest.mark.parametrize("missing", ["iss", "sub", "aud", "exp", "iat", "nonce"])
def test_a_token_says_all_that_it_must(
    visit: Visit, provider: Provider, served: Served, joined: Identity, missing: str
) -> None:
    served.lies = lambda claims: {name: value for name, value in claims.items() if name != missing}
    browser = visit()
    refused(through(browser, provider, served), browser)


def test_a_token_without_a_signature_is_refused(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    served.sign = unsigned
    browser = visit()
    refused(through(browser, provider, served), browser)


@pytest.mark.parametrize("what", ["public key", "client secret"])
def test_a_token_signed_by_something_shared_is_refused(
    visit: Visit, provider: Provider, served: Served, joined: Identity, key: Key, what: str
) -> None:
    served.answers["/jwks"] = say(
        {"keys": [{n: v for n, v in key.published.items() if n != "alg"}]}
    )  # as many do: the token alone says it
    discovery.forget(provider.issuer)
    served.sign = by_secret(key.pem if what == "public key" else SECRET.encode(), key.name)
    browser = visit()
    refused(through(browser, provider, served), browser)


def test_a_secret_among_the_published_keys_is_no_key(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    shared = urlsafe_b64encode(b"un secret que tout le monde lit, publie").decode().rstrip("=")
    served.answers["/jwks"] = say({"keys": [{"kty": "oct", "k": shared, "kid": "partagée", "alg": "HS256"}]})
    served.sign = by_secret(b"un secret que tout le monde lit, publie", "partagée")
    discovery.forget(provider.issuer)
    browser = visit()
    refused(through(browser, provider, served), browser)


def test_a_token_signed_by_somebody_else_is_refused(
    visit: Visit, provider: Provider, served: Served, joined: Identity, key: Key
) -> None:
    served.key = Key(key.name)  # the same name, another key
    browser = visit()
    refused(through(browser, provider, served), browser)


@pytest.mark.parametrize("algorithm", ["ES256", "PS256"])
def test_other_signatures_by_a_private_key_are_taken(
    visit: Visit, administrator: User, resident: User, algorithm: str
) -> None:
    with serving(Key("autre", algorithm)) as served:
        provider = in_service(administrator, served)
        Identity.objects.create(user=resident, issuer=provider.issuer, subject="abc-123", name="X")
        browser = visit()
        through(browser, provider, served)
        assert is_in(browser)


def test_a_new_key_is_found_and_unknown_ones_do_not_have_them_read_all_the_time(
    visit: Visit, provider: Provider, served: Served, joined: Identity
) -> None:
    browser = visit()
    through(browser, provider, served)
    served.key = Key("deuxième")
    served.keys = [served.key]
    fresh = visit()
    through(fresh, provider, served)
    assert is_in(fresh)
    served.key = Key("inconnue")
    before = served.asked.count("/jwks")
    for _try in range(3):
        other = visit()
        refused(through(other, provider, served), other)
    assert served.asked.count("/jwks") == before


# --- what it says of the person ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("signed", [False, True])
def test_what_is_said_of_somebody_else_is_refused(
    visit: Visit, provider: Provider, served: Served, joined: Identity, signed: bool
) -> None:
    served.userinfo_signed = signed
    served.userinfo = lambda claims: {**claims, "sub": "quelqu-un-d-autre"}
    browser = visit()
    refused(through(browser, provider, served), browser)


@pytest.mark.parametrize("lie", [{"iss": "https://autre.example"}, {"aud": "un-autre"}, {"aud": None}])
def test_what_is_signed_of_the_person_is_verified_too(
    visit: Visit, provider: Provider, served: Served, joined: Identity, lie: Claims
) -> None:
    served.userinfo_signed = True
    browser = visit()
    through(browser, provider, served)
    assert is_in(browser)  # as FranceConnect and ProConnect answer
    served.userinfo = lambda claims: {**claims, **lie}
    other = visit()
    refused(through(other, provider, served), other)


def test_what_is_signed_by_nobody_of_the_person_is_refused(
    visit: Visit, provider: Provider, served: Served, joined: Identity, key: Key
) -> None:
    served.answers["/userinfo"] = lambda handler: handler.answer(
        200, "application/jwt", unsigned({"sub": "abc-123", "iss": served.issuer, "aud": CLIENT}).encode()
    )
    browser = visit()
    refused(through(browser, provider, served), browser)


# --- machines of ours --------------------------------------------------------------------------------------------------
def say(told: Claims) -> Callable[[Handler], None]:
    return lambda handler: handler.send(told)


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


def test_one_address_does_not_leave_all_day(visit: Visit, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform_core.identity.views.signing_in.TRIES", 3)
    statuses = [visit().post(f"/compte/connexion/avec/{provider.pk}/").status_code for _try in range(5)]
    assert statuses == [200, 200, 200, 429, 429]


def test_a_form_of_another_site_starts_nothing(visit: Visit, provider: Provider) -> None:
    browser = visit(enforce_csrf_checks=True)
    assert browser.post(f"/compte/connexion/avec/{provider.pk}/").status_code == 403
    assert browser.get(f"/compte/connexion/avec/{provider.pk}/").status_code == 405


def test_the_library_has_no_algorithm_of_ours_that_is_shared() -> None:
    assert not {"none", "HS256", "HS384", "HS512"} & set(ALGORITHMS)
    assert set(ALGORITHMS) <= set(jwt.algorithms.get_default_algorithms())
