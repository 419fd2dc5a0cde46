"""The secrets of a request: what can be found from its row by the server alone, and what is kept only as a seal."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from platform_core import scope
from platform_core.access.networks import client_address

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

CODE_DIGITS = 6
NETWORK_PARTS = 4  # an IPv6 subscriber has a /64: its first four groups


def _seal(purpose: str, text: str) -> str:
    return hmac.new(scope.derive_key(purpose).encode(), text.encode(), hashlib.sha256).hexdigest()


def follow_token(uuid: UUID, *, stored: str = "") -> str:
    """Return the secret of a request's follow-up page: 256 bits, made again from the server's key when a letter needs it.

    `stored` is its hash, once there is one: the secret is then made by the key that made it first, even a former one.
    """
    tokens = [_follow_token(key, uuid) for key in scope.derive_keys("opening.follow")]
    return next((one for one in tokens if token_hash(one) == stored), tokens[0])


def _follow_token(key: str, uuid: UUID) -> str:
    digest = hmac.new(key.encode(), uuid.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def token_hash(token: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    """Return six random digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def code_seal(request_id: int, purpose: str, email: str, code: str) -> str:
    """Return what is stored of a code: worth nothing for another request, purpose or address."""
    return _seal("opening.code", f"{request_id}:{purpose}:{email}:{code}")


def same(left: str, right: str) -> bool:
    """Compare without telling by the time it takes where they differ."""
    return hmac.compare_digest(left, right)


def origin_of(request: HttpRequest) -> str:
    """Return the seal of the network address a visitor comes from: enough to count, not to know who."""
    return _seal("opening.origin", _network(client_address(request)))[:32]


def _network(address: str) -> str:
    return ":".join(address.split(":")[:NETWORK_PARTS]) if ":" in address else address
