"""Schemas that are filled from an archive: built at older migrations, brought up to date, numbered. All as the owner."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.migrations.executor import MigrationExecutor

from tenants.postgresql.owner import migrate_schema, owner_connection, owner_in, schema_role
from tenants.postgresql.roles import narrowing_sql, role_sql

NEXT = "SELECT setval(pg_get_serial_sequence(quote_ident(%s), %s)::regclass, greatest(%s, coalesce(max({key}), 0), 1), greatest(%s, coalesce(max({key}), 0)) > 0) FROM {table}"


def prepare_at(schema_name: str, nodes: Sequence[tuple[str, str]]) -> None:
    """Build a space's schema as these migrations leave it, and its role, which may read it and add to it."""
    role = schema_role(schema_name)
    with owner_connection().cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{schema_name}"')
        cursor.execute(role_sql(schema_name))
    with owner_in(schema_name) as owner:
        MigrationExecutor(owner).migrate(list(nodes))
    with owner_connection().cursor() as cursor:
        cursor.execute(f'REVOKE UPDATE, DELETE ON ALL TABLES IN SCHEMA "{schema_name}" FROM "{role}"')


def finish_filling(schema_name: str) -> None:
    """Run the migrations that the schema lacks, give its role the rights of any space's, learn how full its tables are."""
    migrate_schema(schema_name)
    role = schema_role(schema_name)
    with owner_connection().cursor() as cursor:
        cursor.execute(f'GRANT UPDATE, DELETE ON ALL TABLES IN SCHEMA "{schema_name}" TO "{role}"')
        cursor.execute(narrowing_sql(schema_name))


def set_numbers(schema_name: str, tables: Sequence[tuple[str, str, int]]) -> None:
    """Make the next number of each table (name, key, last number known) come after all that were given."""
    with owner_in(schema_name) as owner, transaction.atomic(using="owner"), owner.cursor() as cursor:
        for table, key, last in tables:
            cursor.execute(
                NEXT.format(key=owner.ops.quote_name(key), table=owner.ops.quote_name(table)), [table, key, last, last]
            )
        for table, _key, _last in tables:
            cursor.execute(f"ANALYZE {owner.ops.quote_name(table)}")


def copy_missing(table: str, columns: Sequence[str], key: str, source: str, target: str) -> int:
    """Copy the rows of a table from a schema to another where their key is not there yet; returns how many."""
    quote = owner_connection().ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    with transaction.atomic(using="owner"), owner_connection().cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(target)}.{quote(table)} ({names}) SELECT {names} FROM {quote(source)}.{quote(table)}"  # noqa: S608 (names of ours, quoted)
            f" ON CONFLICT ({quote(key)}) DO NOTHING"
        )
        return int(cursor.rowcount)
