"""What a deleted space leaves outside its schema, and nobody else knows of: its keys in the cache."""

from __future__ import annotations

from typing import Any

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache

from tenants.spaces.models import Space

AT_ONCE = 500  # keys


def forget_cache(space: Space) -> None:
    """Remove every key of a space from every cache: all begin with the name of its schema. Safe to run again."""
    for cache in caches.all(initialized_only=False):
        if isinstance(cache, RedisCache):  # others (tests, one process) hold nothing that outlives them
            client: Any = cache._cache.get_client(write=True)  # noqa: SLF001 (Django offers no other way to the keys)
            keys = list(client.scan_iter(match=f"{space.schema_name}:*", count=AT_ONCE))
            for first in range(0, len(keys), AT_ONCE):
                client.unlink(*keys[first : first + AT_ONCE])
