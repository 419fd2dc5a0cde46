"""Read what a provider signed: nothing is believed before its signature, its author, its addressee and its time."""

from __future__ import annotations

from typing import Any

import jwt
from django.core.cache import cache
from django.utils.translation import gettext as _

from platform_core.errors import RuleBroken
from platform_core.identity.protocol.discovery import Metadata, kept_as, read, remembered
from platform_core.identity.rules import ALGORITHMS, KEYS_EVERY, LEEWAY, METADATA_LIFE, MOST_KEYS


def signed_by(about: Metadata, token: str, *, audience: str, require: tuple[str, ...]) -> dict[str, Any]:
    """Return the claims of a token signed by the provider, for this client, now. Raises `RuleBroken("token")`."""
    try:
        header = jwt.get_unverified_header(token)
        algorithm = str(header.get("alg"))
        if algorithm not in ALGORITHMS:
            raise jwt.InvalidAlgorithmError(algorithm)
        key = _key_for(about, header.get("kid"), algorithm)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            audience=audience,
            issuer=about.issuer,
            leeway=LEEWAY,
            options={"require": list(require), "enforce_minimum_key_length": True},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise refused(type(error).__name__) from error
    _check_party(claims, audience)
    return claims


def refused(why: str) -> RuleBroken:
    """Return the error of an answer that proves nothing; `why` is for the log, in a word."""
    error = RuleBroken(
        "token", _("La réponse du fournisseur n’a pas pu être vérifiée : par prudence, on n’entre pas.")
    )
    error.add_note(why)
    return error


def _check_party(claims: dict[str, Any], audience: str) -> None:
    """Refuse a token made for several clients unless it was asked for by this one (OpenID Connect Core, 3.1.3.7)."""
    several = isinstance(claims.get("aud"), list) and len(claims["aud"]) > 1
    party = claims.get("azp")
    if (several and party is None) or (party is not None and party != audience):
        raise refused("azp")


def _key_for(about: Metadata, name: object, algorithm: str) -> jwt.PyJWK:
    """Return the key that a token names; an unknown name has the keys read again, once a minute at most."""
    found = _matching(remembered("keys", about.issuer, about.jwks_uri), name, algorithm)
    if found is None and cache.add(kept_as("again", about.issuer), 1, timeout=KEYS_EVERY):
        fresh = read(about.jwks_uri)
        cache.set(kept_as("keys", about.issuer), fresh, timeout=METADATA_LIFE)
        found = _matching(fresh, name, algorithm)
    if found is None:
        raise refused("no key")
    return found


def usable_keys(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the public keys to sign with among those of a provider: never a shared secret."""
    keys = told.get("keys")
    if not isinstance(keys, list):
        return []
    return [
        one
        for one in keys[:MOST_KEYS]
        if isinstance(one, dict) and one.get("kty") in {"RSA", "EC", "OKP"} and one.get("use", "sig") == "sig"
    ]


def _matching(told: dict[str, Any], name: object, algorithm: str) -> jwt.PyJWK | None:
    """Return the key of that name that suits; without a name, the only one that does."""
    suits = [one for one in usable_keys(told) if one.get("alg", algorithm) == algorithm and _family(one, algorithm)]
    named = [one for one in suits if one.get("kid") == name] if name is not None else suits
    if len(named) != 1:
        return None
    return jwt.PyJWK(named[0], algorithm=algorithm)


def _family(key: dict[str, Any], algorithm: str) -> bool:
    wanted = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
    return bool(key["kty"] == wanted.get(algorithm[:2]))
