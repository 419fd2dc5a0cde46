"""The keys of backups, from the setting BACKUP_KEYS: the first seals, all open. They are nowhere else, not even sealed."""

from __future__ import annotations

from django.conf import settings

from tenants.backup.sealed import key_name

LENGTH = 32  # bytes


def keys() -> dict[bytes, bytes]:
    """Return the keys by name, the one in service first; raises `ValueError` for one that is not 64 hexadecimal digits."""
    found = [bytes.fromhex(text) for text in settings.BACKUP_KEYS]
    if any(len(key) != LENGTH for key in found):
        raise ValueError("a backup key is 64 hexadecimal digits: openssl rand -hex 32")
    return {key_name(key): key for key in found}


def current_key() -> bytes | None:
    """Return the key that seals, `None` when none is set: nothing is then backed up, and the console says so."""
    return next(iter(keys().values()), None)
