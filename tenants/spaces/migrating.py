"""Migrate the spaces that lag, and only those: in parallel, one failure apart from the others, to be run again at will."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING

from django.db import Error, connections
from django.db.migrations.exceptions import MigrationSchemaMissing

from tenants.postgresql.owner import migrate_schema, owner_connection
from tenants.postgresql.replaying import migrate_and_record, replay
from tenants.postgresql.roles import narrowing_sql
from tenants.spaces.models import Space, State
from tenants.spaces.scopes import platform
from tenants.spaces.versions import known_migrations, migrations_in, version_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AT_ONCE = 4  # connections of the owner
TROUBLE = (Error, MigrationSchemaMissing)
MIGRATED = (State.PROVISIONING, State.DELETED)  # all states but these: nothing is kept there that must follow


@dataclass(frozen=True)
class Migrated:
    """What became of a space: `error` is empty when it is up to date."""

    space: Space
    error: str = ""


def migrate_spaces() -> Iterator[Migrated]:
    """Bring every space that lags to the code's version; yields each as it is done. Nothing is done to the others.

    Spaces of the same history are taken together: the first is migrated by Django, the statements it took are run in the
    others. What cannot be run again (a migration in Python) goes through Django in each.
    """
    yield from migrate_these(kept_spaces())


def migrate_these(spaces: list[Space]) -> Iterator[Migrated]:
    """Do so for these spaces alone."""
    histories = histories_of(spaces)
    lagging: dict[frozenset[str], list[Space]] = defaultdict(list)
    for space, names in histories.items():
        if known_migrations() - names:
            lagging[names].append(space)
        elif space.schema_version != version_of(names):
            write_version(space, version_of(names))
    for alike in lagging.values():
        yield from _migrate_alike(alike)


def kept_spaces() -> list[Space]:
    """Return the spaces that have tables to keep up to date."""
    with platform():
        return list(Space.objects.exclude(state__in=MIGRATED).only("pk", "label", "schema_name", "schema_version"))


def histories_of(spaces: Iterable[Space]) -> dict[Space, frozenset[str]]:
    """Return the migrations that each space has."""
    by_schema = {space.schema_name: space for space in spaces}
    return {by_schema[schema]: names for schema, names in migrations_in(by_schema).items()}


def _migrate_alike(spaces: list[Space]) -> Iterator[Migrated]:
    """Migrate spaces of one history. The first that succeeds shows the way to those that are left."""
    left = list(spaces)
    while left:
        space = left.pop(0)
        try:
            recorded = migrate_and_record(space.schema_name)
            _narrow(space)
        except TROUBLE as error:
            yield Migrated(space, str(error))
            continue
        write_version(space, version_of(known_migrations()))
        yield Migrated(space)
        yield from _in_parallel(left, _by_django if recorded is None else partial(_replayed, recorded))
        return


def _replayed(recorded: list[str], space: Space) -> None:
    replay(space.schema_name, recorded, narrowing_sql(space.schema_name))


def _by_django(space: Space) -> None:
    migrate_schema(space.schema_name)
    _narrow(space)


def _narrow(space: Space) -> None:
    with owner_connection().cursor() as cursor:
        cursor.execute(narrowing_sql(space.schema_name))


def _in_parallel(spaces: list[Space], migrate: Callable[[Space], None]) -> Iterator[Migrated]:
    """Migrate spaces on several connections; yields each as it is done."""
    results: SimpleQueue[Migrated] = SimpleQueue()

    def work(share: list[Space]) -> None:
        try:
            for space in share:
                results.put(_one(space, migrate))
        finally:
            connections.close_all()  # this thread's own

    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = [pool.submit(work, spaces[n::AT_ONCE]) for n in range(AT_ONCE)]
        for _space in spaces:
            yield results.get()
        for share in done:
            share.result()


def _one(space: Space, migrate: Callable[[Space], None]) -> Migrated:
    try:
        migrate(space)
    except TROUBLE as error:
        return Migrated(space, str(error))
    write_version(space, version_of(known_migrations()))
    return Migrated(space)


def write_version(space: Space, version: str) -> None:
    """Write down which version a space has: what the middleware and the console read."""
    with platform():
        Space.objects.filter(pk=space.pk).update(schema_version=version)
    space.schema_version = version
