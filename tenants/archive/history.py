"""At which migrations a schema is, and what its tables were then: archives of older versions are read as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps as current
from django.db.migrations.loader import MigrationLoader

from tenants.archive.contents import space_apps
from tenants.archive.refusals import too_recent
from tenants.postgresql.base import DatabaseWrapper

Migrations = Mapping[str, Sequence[str]]  # label of an application: names of the migrations that were applied
APPLIED = "SELECT app, name FROM django_migrations WHERE app = ANY(%s) ORDER BY app, name"


def applied(reader: DatabaseWrapper) -> dict[str, list[str]]:
    """Return the migrations applied to the schema in which a connection is."""
    with reader.cursor() as cursor:
        cursor.execute(APPLIED, [sorted(space_apps())])
        found: dict[str, list[str]] = {}
        for app, name in cursor.fetchall():
            found.setdefault(app, []).append(name)
        return found


def known() -> MigrationLoader:
    """Return the migrations of this version of the code, without looking into any database."""
    return MigrationLoader(None)


def nodes(migrations: Migrations, loader: MigrationLoader) -> list[tuple[str, str]]:
    """Return the migrations as the loader names them; `ArchiveRefused` when this version of the code lacks one."""
    wanted = [(app, name) for app, names in migrations.items() for name in names]
    unknown = [f"{app} {name}" for app, name in wanted if (app, name) not in loader.graph.nodes]
    if unknown or not set(migrations) <= space_apps():
        raise too_recent(", ".join(unknown[:3]) or "applications")
    return wanted


def tips(migrations: Migrations, loader: MigrationLoader) -> list[tuple[str, str]]:
    """Return those on which none of the others rests: to run them is to run them all."""
    wanted = set(nodes(migrations, loader))
    return sorted(node for node in wanted if not wanted & {each.key for each in loader.graph.node_map[node].children})


def is_current(migrations: Migrations, loader: MigrationLoader) -> bool:
    """Tell whether these are all the migrations of this version."""
    ours = {node for node in loader.graph.nodes if node[0] in space_apps()}
    return set(nodes(migrations, loader)) == ours


def registry_at(migrations: Migrations) -> Any:
    """Return the applications as they were after these migrations: those in service when they are all of them."""
    loader = known()
    if is_current(migrations, loader):
        return current
    return loader.project_state(nodes(migrations, loader)).apps
