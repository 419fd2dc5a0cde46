"""Leave for a provider, come back with a code, and learn from it who that is (OpenID Connect Core 1.0, section 3.1)."""

from __future__ import annotations

import hashlib
import secrets
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.errors import RuleBroken
from platform_core.identity.models import Provider
from platform_core.identity.protocol.discovery import OK, Metadata, metadata_of
from platform_core.identity.protocol.tokens import refused, signed_by
from platform_core.identity.rules import LONGEST_SUBJECT, SECRET_BYTES, Kind
from platform_core.outside.fetching import Fetched, fetch

ID_TOKEN = ("iss", "sub", "aud", "exp", "iat")


@dataclass(frozen=True)
class Person:
    """Somebody as a provider knows them. `email` is empty unless it is one; `vouched`: it says that it verified it."""

    issuer: str
    subject: str
    email: str
    vouched: bool
    id_token: str


def return_address() -> str:
    """Return where providers send people back, exactly as they must be told."""
    return scope.absolute_url(reverse("identity:back"))


def home_address() -> str:
    """Return where providers send people after they signed out there."""
    return scope.absolute_url("/")


def new_secrets() -> dict[str, str]:
    """Return what ties the way there to the way back: state, nonce and the verifier of PKCE."""
    return {name: secrets.token_urlsafe(SECRET_BYTES) for name in ("state", "nonce", "verifier")}


def departure(provider: Provider, known: dict[str, str]) -> str:
    """Return the address of the provider where one signs in. Raises `RuleBroken` when it does not answer."""
    about = metadata_of(provider.issuer)
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": return_address(),
        "scope": provider.scopes,
        "state": known["state"],
        "nonce": known["nonce"],
    }
    if provider.preset.acr_values:
        asked["acr_values"] = provider.preset.acr_values
    # Those of the State refuse any parameter that they do not list; others ignore what they do not know (RFC 6749, 3.1).
    if about.has_pkce or provider.kind == Kind.OTHER:
        digest = hashlib.sha256(known["verifier"].encode()).digest()
        asked["code_challenge"] = urlsafe_b64encode(digest).decode().rstrip("=")
        asked["code_challenge_method"] = "S256"
    return _with_query(about.authorization_endpoint, asked)


def farewell(provider: Provider, id_token: str, state: str) -> str:
    """Return the address where one signs out of the provider; empty when it has none."""
    about = metadata_of(provider.issuer)
    if not about.end_session_endpoint:
        return ""
    told = {"id_token_hint": id_token, "post_logout_redirect_uri": home_address(), "state": state}
    return _with_query(about.end_session_endpoint, told)


def check_sender(provider: Provider, named: str | None) -> None:
    """Refuse an answer that another provider sent (RFC 9207). Raises `RuleBroken("token")`."""
    if named is None and not metadata_of(provider.issuer).names_itself:
        return
    if named != provider.issuer:
        raise refused("iss of the answer")


def person_behind(provider: Provider, *, code: str, nonce: str, verifier: str) -> Person:
    """Return who signed in at the provider, all verified. Raises `RuleBroken` with a sentence for the person."""
    about = metadata_of(provider.issuer)
    told = _redeemed(provider, about, code, verifier)
    id_token = told.get("id_token")
    if not isinstance(id_token, str):
        raise refused("no id_token")
    claims = signed_by(about, id_token, audience=provider.client_id, require=ID_TOKEN)
    if not compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise refused("nonce")
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise refused("sub")
    if about.userinfo_endpoint and provider.scopes != "openid":
        claims = {**claims, **_userinfo(provider, about, told, subject)}
    email = _address(claims.get("email"))
    vouched = bool(email) and claims.get("email_verified") is True
    return Person(provider.issuer, subject, email, vouched, id_token)


def _redeemed(provider: Provider, about: Metadata, code: str, verifier: str) -> dict[str, Any]:
    """Change the code for tokens."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": return_address()}
    if about.has_pkce or provider.kind == Kind.OTHER:
        form["code_verifier"] = verifier
    headers = {"Accept": "application/json"}
    if about.posts_secret or provider.kind != Kind.OTHER:
        form |= {"client_id": provider.client_id, "client_secret": provider.secret}
    else:
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.secret, safe='')}"  # RFC 6749, 2.3.1
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    answer = fetch(about.token_endpoint, form=form, headers=headers)
    if answer.status != OK:
        raise _unredeemed(answer)
    return answer.json()


def _unredeemed(answer: Fetched) -> RuleBroken:
    """Return the error of a code that was not taken: by whose fault, so that the team knows what to mend."""
    told = answer.json().get("error") if answer.content_type == "application/json" else None
    if told in {"invalid_client", "unauthorized_client"}:
        sentence = _("Le fournisseur ne reconnaît pas cet espace : l’équipe doit vérifier l’identifiant et le secret.")
        return RuleBroken("client", sentence)
    sentence = _(
        "Le fournisseur n’a pas confirmé votre connexion. Recommencez : son autorisation ne sert qu’une fois."
    )
    return RuleBroken("grant", sentence)


def _userinfo(provider: Provider, about: Metadata, told: dict[str, Any], subject: str) -> dict[str, Any]:
    """Return what the provider says of the person, in JSON or signed; it must be of the same person."""
    headers = {
        "Authorization": f"Bearer {told.get('access_token', '')}",
        "Accept": "application/json, application/jwt",
    }
    if "\n" in headers["Authorization"] or "\r" in headers["Authorization"]:
        raise refused("access_token")
    answer = fetch(about.userinfo_endpoint, headers=headers)
    if answer.status != OK:
        raise refused("userinfo")
    if answer.content_type == "application/jwt":
        token = answer.body.decode("ascii", "replace").strip()
        claims = signed_by(about, token, audience=provider.client_id, require=("iss", "sub", "aud"))
    else:
        claims = answer.json()
    if claims.get("sub") != subject:
        raise refused("sub of userinfo")
    return claims


def _address(value: object) -> str:
    """Return an e-mail address as accounts keep it; empty for what is none."""
    text = value.strip().lower() if isinstance(value, str) else ""
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text


def _with_query(url: str, values: dict[str, str]) -> str:
    parts = urlsplit(url)
    query = "&".join(one for one in (parts.query, urlencode(values)) if one)
    return parts._replace(query=query, fragment="").geturl()
