"""Keep a secret that must be read again (the password of a mail server): encrypted with a key of the scope.

What is sealed in a space opens there alone, and only on this installation (`SECRET_KEY` is part of the key).
"""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from platform_core.scope import derive_keys


class Unsealable(ValueError):
    """What was sealed elsewhere, for something else, or before the keys changed."""


def seal(secret: str, *, purpose: str) -> str:
    """Return a secret, encrypted and authenticated (Fernet: AES-128-CBC and HMAC-SHA-256)."""
    return _box(purpose).encrypt(secret.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Return the secret; raises `Unsealable`."""
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unsealable(purpose) from error


def _box(purpose: str) -> MultiFernet:
    """Seal with the first key, open with any."""
    return MultiFernet([Fernet(urlsafe_b64encode(bytes.fromhex(key))) for key in derive_keys(f"seal:{purpose}")])
