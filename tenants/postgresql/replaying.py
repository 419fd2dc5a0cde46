"""Run a migration once through Django, keep the statements it ran, and run them again in schemas of the same history.

Django takes half a second a schema to find out what a migration means; PostgreSQL takes milliseconds to do it. Schemas that
have had the same migrations are alike, so what was run in the first is right in the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.migrations.operations import SeparateDatabaseAndState

from tenants.postgresql.owner import PATIENCE, migrate_schema, owner_connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.migrations import Migration
    from django.db.migrations.operations.base import Operation

READS = ("select", "with", "show", "set search_path", "set lock_timeout", "reset")  # nothing to run again
FRAME = ("begin", "commit", "savepoint", "release", "rollback")
DONE = 'insert into "django_migrations"'  # the end of a migration: what comes next is another transaction


def migrate_and_record(schema_name: str) -> list[str] | None:
    """Apply through Django the migrations that a schema lacks; returns the statements of each one, as one text a migration.

    `None` when they may not be run again elsewhere: a migration in Python, or one outside a transaction.
    """
    recorder = Recorder(schema_name)
    with owner_connection().execute_wrapper(recorder):
        plan = migrate_schema(schema_name)
    is_plain = all(_is_plain(migration) for migration in plan)
    return recorder.migrations if is_plain and not recorder.names_schema else None


class Recorder:
    """Keeps the statements that change something, one text a migration."""

    def __init__(self, schema_name: str) -> None:
        """Watch for the schema's own name: a statement that holds it means nothing elsewhere."""
        self.schema_name = schema_name
        self.names_schema = False
        self.current: list[str] = []
        self.migrations: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, *more: Any) -> Any:
        """Run a statement and keep it."""
        text = str(sql).strip()
        whole = more[-1]["cursor"].cursor.mogrify(text, params) if params else text  # before: it would lose the result
        result = execute(sql, params, *more)
        if text and not text.lower().startswith(READS + FRAME):
            self.names_schema = self.names_schema or self.schema_name in whole
            self.current.append(whole.rstrip(";"))
            if text.lower().startswith(DONE):
                self.migrations.append(";\n".join(self.current))
                self.current = []
        return result


def _is_plain(migration: Migration) -> bool:
    return migration.atomic and all(_all_sql(operation) for operation in migration.operations)


def _all_sql(operation: Operation) -> bool:
    if isinstance(operation, SeparateDatabaseAndState):
        return all(_all_sql(inner) for inner in operation.database_operations)
    return operation.reduces_to_sql


def replay(schema_name: str, migrations: Iterable[str], narrowing: str) -> None:
    """Run recorded migrations in another schema of the same history, one transaction each, then narrow its role's rights.

    Safe to stop anywhere: a migration is wholly there, with its line in `django_migrations`, or not at all. Raises
    `django.db.Error` when a statement fails, or waits more than two seconds for a lock.
    """
    owner = owner_connection()
    try:
        for statements in [*migrations, narrowing]:
            with transaction.atomic(using="owner"), owner.cursor() as cursor:
                cursor.execute(
                    f"SET LOCAL lock_timeout = '{PATIENCE}'; SET LOCAL search_path TO \"{schema_name}\", extensions"
                )
                cursor.execute(statements)
    finally:
        owner.search_path_set_schemas = None  # SET LOCAL ended with the transaction
