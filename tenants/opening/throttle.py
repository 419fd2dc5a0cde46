"""Counting quick looks (searches, address checks) in the cache. Codes are counted in the database, see `proving`."""

from __future__ import annotations

from django.core.cache import cache
from redis import RedisError

MINUTE = 60  # s


def too_fast(what: str, origin: str, limit: int) -> bool:
    """Count one more look of a visitor, and tell whether there were more than `limit` within the minute.

    A cache that is away refuses nobody: it protects comfort, not secrets.
    """
    key = f"opening:{what}:{origin}"
    try:
        cache.add(key, 0, MINUTE)
        return cache.incr(key) > limit
    except (RedisError, ValueError):  # ValueError: the minute ended between the two
        return False
