"""A second connection to read a whole space as it was at one instant, while its pages go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from django.db import connections

if TYPE_CHECKING:
    from tenants.postgresql.base import DatabaseWrapper

SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@contextmanager
def frozen(scope: Any) -> Iterator[DatabaseWrapper]:
    """Give a connection of its own, in a scope, that sees one instant and cannot write. Dates are read in UTC.

    It is apart from the thread's own connection, which stays free to note the progress of what is being read.
    """
    own = cast("DatabaseWrapper", connections.create_connection("default"))
    own.set_tenant(scope)
    try:
        with own.cursor() as cursor:  # sets the role and the search path, before any transaction
            cursor.execute("SET TIME ZONE 'UTC'")
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute(SNAPSHOT)
        yield own
    finally:
        own.close()
