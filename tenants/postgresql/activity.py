"""What PostgreSQL says of itself: size, connections, the oldest transaction of the application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tenants.postgresql.current import connection


@dataclass(frozen=True)
class Activity:
    """The database as a whole. `oldest`: how long ago the oldest open transaction of the application began."""

    size_bytes: int
    connections: int  # of the whole server: it is what its limit counts
    limit: int
    oldest: timedelta


def activity() -> Activity:
    """Return it. Called on the platform, whose role may see how many connections there are but not what they do.

    What they do is shown to the login role alone: it is taken for one statement that reads no table, then left.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_database_size(current_database()), (SELECT count(*) FROM pg_stat_activity WHERE datname IS NOT NULL),"
            " current_setting('max_connections')::int, current_setting('role')"
        )
        size, connections, limit, role = cursor.fetchone()
        cursor.execute("SELECT set_config('role', 'none', false)")
        try:
            cursor.execute(
                "SELECT coalesce(max(clock_timestamp() - xact_start), interval '0') FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            (oldest,) = cursor.fetchone()
        finally:
            cursor.execute("SELECT set_config('role', %s, false)", [role])
    return Activity(size, connections, limit, oldest)
