"""Secrets of links: sent in clear, kept hashed. They are long enough that a plain hash cannot be searched."""

from __future__ import annotations

import hashlib
import secrets

SECRET_BYTES = 32  # 256 bits


def new_secret() -> str:
    """Return a secret for a link."""
    return secrets.token_urlsafe(SECRET_BYTES)


def seal(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
