"""The owner's connection: the only one that may create, migrate and drop schemas and roles."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from tenants.postgresql.base import PlatformScope, role_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.migrations import Migration

    from tenants.postgresql.base import DatabaseWrapper

PATIENCE = "2s"  # whoever changes a table makes those who come after wait as long as it waits itself


def owner_connection() -> DatabaseWrapper:
    """Return this thread's connection as the owner of the database."""
    return connections["owner"]  # type: ignore[return-value]  # the engine of both aliases is ours


@contextmanager
def owner_in(schema_name: str) -> Iterator[DatabaseWrapper]:
    """Work as the owner inside one schema, then come back to the platform."""
    owner = owner_connection()
    owner.set_schema(schema_name)
    try:
        yield owner
    finally:
        owner.set_tenant(PlatformScope())


def migrate_schema(schema_name: str) -> list[Migration]:
    """Apply through Django the migrations that a schema lacks; returns them.

    Raises `django.db.Error` when one fails, or waits too long for a table in use: those before it stay applied.
    """
    with owner_in(schema_name) as owner:
        with owner.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{PATIENCE}'")
        try:
            executor = MigrationExecutor(owner)
            targets = executor.loader.graph.leaf_nodes()
            plan = executor.migration_plan(targets)
            executor.migrate(targets, plan)
        finally:
            with owner.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
        return [migration for migration, _backwards in plan]


def database_name() -> str:
    """Return the name of the database, the prefix of its roles."""
    return str(owner_connection().settings_dict["NAME"])


def login_role() -> str:
    """Return the name of the role the application signs in with."""
    return str(connections["default"].settings_dict["USER"])


def schema_role(schema_name: str) -> str:
    """Return the name of the role that may use one schema."""
    return role_name(database_name(), schema_name)
