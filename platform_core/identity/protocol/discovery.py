"""What a provider says of itself (OpenID Connect Discovery 1.0), read by the guarded door and kept an hour."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from platform_core.errors import RuleBroken
from platform_core.identity.rules import ALGORITHMS, METADATA_LIFE, REST
from platform_core.outside.fetching import checked, fetch

WELL_KNOWN = "/.well-known/openid-configuration"
OK, MOVED, BAD = 200, 300, 400


@dataclass(frozen=True)
class Metadata:
    """The addresses of a provider, checked in form, and what it can do."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    end_session_endpoint: str
    has_pkce: bool
    posts_secret: bool  # in the form, and not in a header
    names_itself: bool  # says who it is when it sends one back (RFC 9207)


def metadata_of(issuer: str) -> Metadata:
    """Return what a provider says of itself, at most an hour old. Raises `RuleBroken` with a sentence."""
    return understood(issuer, remembered("metadata", issuer, f"{issuer.rstrip('/')}{WELL_KNOWN}"))


def read_again(issuer: str) -> Metadata:
    """Return what a provider says of itself now."""
    forget(issuer)
    return metadata_of(issuer)


def forget(issuer: str) -> None:
    """Ask the provider again next time."""
    cache.delete_many([kept_as(what, issuer) for what in ("metadata", "keys", "metadata:rest", "keys:rest", "again")])


def remembered(what: str, issuer: str, url: str) -> dict[str, Any]:
    """Return a JSON document of a provider, kept an hour; one that failed is left in peace for a moment."""
    key = kept_as(what, issuer)
    known: dict[str, Any] | None = cache.get(key)
    if known is not None:
        return known
    if why := cache.get(f"{key}:rest"):
        raise RuleBroken("resting", why)
    try:
        found = read(url)
    except RuleBroken as error:
        cache.set(f"{key}:rest", error.message, timeout=REST)
        raise
    cache.set(key, found, timeout=METADATA_LIFE)
    return found


def read(url: str) -> dict[str, Any]:
    """Return a JSON document; raises `RuleBroken` for a redirect, an error, and what is no JSON object."""
    answer = fetch(url, headers={"Accept": "application/json"})
    if MOVED <= answer.status < BAD:
        sentence = _("Cette adresse renvoie vers une autre, que la plateforme ne suit pas : écrivez l’adresse finale.")
        raise RuleBroken("redirect", sentence, "issuer")
    if answer.status != OK:
        sentence = _("Le fournisseur répond par une erreur (code %(status)s) à l’adresse %(url)s.")
        raise RuleBroken("status", sentence % {"status": answer.status, "url": url}, "issuer")
    return answer.json()


def understood(issuer: str, told: dict[str, Any]) -> Metadata:
    """Check a discovery document. Raises `RuleBroken` with what is missing or wrong."""
    if told.get("issuer") != issuer:
        sentence = _("Le fournisseur se présente sous une autre adresse : « %(told)s ». Recopiez-la exactement.")
        raise RuleBroken("issuer", sentence % {"told": str(told.get("issuer", ""))[:200]}, "issuer")
    _check_abilities(told)
    return Metadata(
        issuer=issuer,
        authorization_endpoint=_address(told, "authorization_endpoint"),
        token_endpoint=_address(told, "token_endpoint"),
        jwks_uri=_address(told, "jwks_uri"),
        userinfo_endpoint=_address(told, "userinfo_endpoint", needed=False),
        end_session_endpoint=_address(told, "end_session_endpoint", needed=False),
        has_pkce="S256" in _list(told, "code_challenge_methods_supported"),
        posts_secret="client_secret_post" in _list(told, "token_endpoint_auth_methods_supported"),
        names_itself=told.get("authorization_response_iss_parameter_supported") is True,
    )


def _check_abilities(told: dict[str, Any]) -> None:
    if "code" not in _list(told, "response_types_supported", ["code"]):
        raise RuleBroken("no_code", _("Ce fournisseur ne sait pas faire la connexion par code (« code »)."), "issuer")
    signed = _list(told, "id_token_signing_alg_values_supported", ["RS256"])
    if not set(signed) & set(ALGORITHMS):
        sentence = _("Ce fournisseur ne signe pas avec une clé privée (RS256, ES256…) : il ne peut pas être vérifié.")
        raise RuleBroken("no_signature", sentence, "issuer")


def _address(told: dict[str, Any], name: str, *, needed: bool = True) -> str:
    value = told.get(name)
    if not needed and not value:
        return ""
    if not isinstance(value, str):
        raise RuleBroken("missing", _("Le fournisseur n’annonce pas « %(name)s ».") % {"name": name}, "issuer")
    try:
        checked(value)
    except RuleBroken as error:
        sentence = _("L’adresse « %(name)s » qu’annonce le fournisseur ne convient pas. %(why)s")
        raise RuleBroken("endpoint", sentence % {"name": name, "why": error.message}, "issuer") from error
    return value


def _list(told: dict[str, Any], name: str, otherwise: list[str] | None = None) -> list[str]:
    value = told.get(name)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else otherwise or []


def kept_as(what: str, issuer: str) -> str:
    """Return the key of the cache for what is known of a provider (the space's own prefix comes before it)."""
    return f"identity:{hashlib.sha256(issuer.encode()).hexdigest()[:32]}:{what}"
