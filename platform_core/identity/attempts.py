"""What a session holds between leaving for a provider and coming back, then until an identity has its account.

All of it is in the session, which is in the space's own schema: another browser, or another space, finds nothing.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest

from platform_core.identity.models import Provider
from platform_core.identity.protocol.exchange import Person
from platform_core.identity.rules import ATTEMPT_LIFE, MOST_ATTEMPTS, PENDING_LIFE
from platform_core.sealing import Unsealable, seal, unseal

ATTEMPTS, PENDING, SIGNED_BY, LEAVING = (
    "identity.attempts",
    "identity.pending",
    "identity.signed_by",
    "identity.leaving",
)
ID_TOKEN = "identity.id_token"  # noqa: S105 (the purpose of a key, not a secret)


@dataclass(frozen=True)
class Attempt:
    """Somebody on the way to a provider. `joins`: the account to which they want to join what they bring back."""

    provider: int
    issuer: str
    client_id: str
    state: str
    nonce: str
    verifier: str
    next: str
    joins: int | None
    at: float

    def is_of(self, provider: Provider | None) -> bool:
        """Tell whether a provider is still the one that was left for, and still in service."""
        if provider is None or not provider.is_on:
            return False
        return (provider.issuer, provider.client_id) == (self.issuer, self.client_id)


@dataclass(frozen=True)
class Pending:
    """An identity that was proved, and opens no account yet."""

    provider: int
    issuer: str
    subject: str
    email: str
    vouched: bool
    next: str
    at: float


def keep_attempt(request: HttpRequest, attempt: Attempt) -> None:
    """Remember a departure, with the latest others of the same session."""
    others = [one for one in request.session.get(ATTEMPTS, []) if _is_fresh(one, ATTEMPT_LIFE.total_seconds())]
    request.session[ATTEMPTS] = [*others, asdict(attempt)][-MOST_ATTEMPTS:]


def take_attempt(request: HttpRequest, state: str) -> Attempt | None:
    """Return the departure that a state names, once: `None` for one unknown here, too old, or already back."""
    known = request.session.get(ATTEMPTS, [])
    found = next((one for one in known if state and one["state"] == state), None)
    if found is None:
        return None
    request.session[ATTEMPTS] = [one for one in known if one["state"] != state]
    # Two answers at the same instant read the same session: only the first to say so here goes on.
    mark = f"identity:back:{hashlib.sha256(state.encode()).hexdigest()[:32]}"
    first = cache.add(mark, 1, timeout=int(ATTEMPT_LIFE.total_seconds()) * 2)
    return Attempt(**found) if first and _is_fresh(found, ATTEMPT_LIFE.total_seconds()) else None


def keep_pending(request: HttpRequest, provider: Provider, found: Person, following: str) -> None:
    """Remember an identity that was just proved, until it has its account."""
    kept = Pending(provider.pk, found.issuer, found.subject, found.email, found.vouched, following, time.time())
    request.session[PENDING] = asdict(kept)


def pending(request: HttpRequest) -> tuple[Pending, Provider] | None:
    """Return the identity that waits for its account, with its provider; `None` once too old, or the provider is off."""
    kept: dict[str, Any] | None = request.session.get(PENDING)
    if kept is None or not _is_fresh(kept, PENDING_LIFE.total_seconds()):
        return None
    provider = Provider.objects.filter(pk=kept["provider"], issuer=kept["issuer"], is_on=True).first()
    return (Pending(**kept), provider) if provider else None


def forget_pending(request: HttpRequest) -> None:
    """Drop the identity that waits."""
    request.session.pop(PENDING, None)


def keep_way_in(request: HttpRequest, provider: Provider, id_token: str) -> None:
    """Remember by which provider one came in, to sign out of it too."""
    if provider.signs_out and id_token:
        request.session[SIGNED_BY] = {"provider": provider.pk, "id_token": seal(id_token, purpose=ID_TOKEN)}


def way_out(kept: dict[str, Any] | None) -> tuple[Provider, str] | None:
    """Return the provider of which to sign out, and the proof that it asks for."""
    provider = Provider.objects.filter(pk=kept["provider"], signs_out=True).first() if kept else None
    if provider is None or kept is None:
        return None
    try:
        return provider, unseal(kept["id_token"], purpose=ID_TOKEN)
    except Unsealable:
        return None


def _is_fresh(kept: dict[str, Any], life: float) -> bool:
    return bool(0 <= time.time() - kept["at"] < life)
