"""One backup of a space at a time: a lock that PostgreSQL drops with the connection of whoever holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tenants.postgresql.current import connection

LOCK = 0x0CEF  # the first half of our advisory locks' key; the second is the space


@contextmanager
def alone(space_id: int) -> Iterator[bool]:
    """Take the lock of a space, if nobody has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, space_id])
        first = bool(cursor.fetchone()[0])
    try:
        yield first
    finally:
        if first and connection.is_usable():  # a dead connection has already dropped it
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, space_id])
