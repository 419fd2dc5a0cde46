"""Which migrations a space has, and which the code that runs knows.

A version says how many migrations and which: "0142-9f2c…". The number orders versions, so that new code knows a space that
lags (and says so cleanly), and old code, still running while its successor migrates, goes on serving spaces ahead of it:
migrations therefore only add, and what they replace is removed one release later.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.migrations.loader import MigrationLoader

from tenants.postgresql.owner import owner_connection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tenants.spaces.models import Space

AT_ONCE = 200  # schemas read by one statement


@lru_cache(maxsize=1)
def known_migrations() -> frozenset[str]:
    """Return the names ("application.0001_name") of the migrations that the code brings."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(f"{app}.{name}" for app, name in loader.disk_migrations)


def version_of(names: Iterable[str]) -> str:
    """Return the version of a schema that has these migrations."""
    ordered = sorted(names)
    return f"{len(ordered):04d}-{hashlib.sha256(' '.join(ordered).encode()).hexdigest()[:16]}"


@lru_cache(maxsize=1)
def known_version() -> str:
    """Return the version of a space on which this code can work."""
    return version_of(known_migrations())


def is_behind(space: Space) -> bool:
    """Tell whether a space waits for migrations that this code needs. One ahead, or of unknown version, is not."""
    if space.schema_version == known_version():
        return False
    number = space.schema_version.partition("-")[0]
    return number.isdigit() and int(number) < len(known_migrations())


def migrations_in(schemas: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the migrations that each schema says it has, read as the owner: one statement for every 200 schemas.

    A schema that does not exist, or lost its table of migrations, has none.
    """
    wanted = sorted(schemas)
    found: dict[str, frozenset[str]] = dict.fromkeys(wanted, frozenset())
    with owner_connection().cursor() as cursor:
        cursor.execute(
            "SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relname = 'django_migrations' AND n.nspname = ANY(%s)",
            [wanted],
        )
        there = [name for (name,) in cursor.fetchall()]
        for start in range(0, len(there), AT_ONCE):
            cursor.execute(_reading(there[start : start + AT_ONCE]))
            found.update((schema, frozenset(names)) for schema, names in cursor.fetchall())
    return found


def _reading(schemas: list[str]) -> str:
    one = "SELECT '{0}', coalesce(array_agg(app || '.' || name), '{{}}') FROM \"{0}\".django_migrations"
    return " UNION ALL ".join(one.format(schema) for schema in schemas)  # names from the catalogue, of our own making
