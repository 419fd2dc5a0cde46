"""One role a schema: what it may do, written once for the platform and for every space."""

from __future__ import annotations

from django.apps import apps

from tenants.postgresql.owner import login_role, owner_connection, schema_role


def role_exists(schema_name: str) -> bool:
    """Tell whether the role of a schema exists on this server."""
    with owner_connection().cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [schema_role(schema_name)])
        return cursor.fetchone() is not None


def role_sql(schema_name: str) -> str:
    """Return the statements that create the role of a schema, let the application take it, and give it its rights there.

    They go before the tables are made: each table then comes with its rights. `GRANT … ON ALL TABLES IN SCHEMA` would
    read the catalogue from end to end, six times: what one space costs would grow with the number of spaces.
    """
    role = schema_role(schema_name)
    return f'CREATE ROLE "{role}" NOLOGIN NOINHERIT; GRANT "{role}" TO "{login_role()}"; {_to_come_sql(schema_name)}'


def _to_come_sql(schema_name: str) -> str:
    role, tables = schema_role(schema_name), f'ALTER DEFAULT PRIVILEGES IN SCHEMA "{schema_name}" GRANT'
    return (
        f'GRANT USAGE ON SCHEMA "{schema_name}" TO "{role}";'
        f'{tables} SELECT, INSERT, UPDATE, DELETE ON TABLES TO "{role}";'
        f'{tables} USAGE, SELECT ON SEQUENCES TO "{role}";'
    )


def narrowing_sql(schema_name: str) -> str:
    """Return the statements that take back what no table should give: after making or migrating tables.

    What migrations were run is read only; tables that only grow are defended by the database itself.
    """
    role = schema_role(schema_name)
    statements = [f'REVOKE INSERT, UPDATE, DELETE ON "{schema_name}".django_migrations FROM "{role}"']
    statements += [
        f'REVOKE UPDATE, DELETE ON "{schema_name}"."{table}" FROM "{role}"'
        for table in append_only_tables(schema_name)
    ]
    return "; ".join(statements) + ";"


def append_only_tables(schema_name: str) -> list[str]:
    """Return the tables of models that declare `append_only = True` and live in that schema."""
    from tenants.postgresql.owner import owner_in  # noqa: PLC0415 (likewise)
    from tenants.postgresql.router import SchemaRouter  # noqa: PLC0415 (the router needs a loaded registry of apps)

    with owner_in(schema_name):
        return [
            model._meta.db_table
            for model in apps.get_models()
            if getattr(model, "append_only", False) and SchemaRouter().allow_migrate("owner", model._meta.app_label)
        ]
