"""What a provider, or somebody who passes for one, may say: nothing is believed before it is verified."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable

import jwt
import pytest

from platform_core.accounts.models import User
from platform_core.identity.models import Identity, Provider
from platform_core.identity.protocol import discovery
from platform_core.identity.rules import ALGORITHMS
from tests.making import Visit
from tests.platform_core.identity.conftest import in_service, is_in, refused, say, through
from tests.platform_core.identity.provider import CLIENT, SECRET, Claims, Key, serving
from tests.platform_core.identity.provider import Provider as Served


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


FAR = 4_000_000_000  # seconds: the year 2096


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
        {"iat": FAR},
        {"nbf": FAR},
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


def test_the_library_has_no_algorithm_of_ours_that_is_shared() -> None:
    assert not {"none", "HS256", "HS384", "HS512"} & set(ALGORITHMS)
    assert set(ALGORITHMS) <= set(jwt.algorithms.get_default_algorithms())
