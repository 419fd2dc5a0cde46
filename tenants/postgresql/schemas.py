"""Make, rebuild and drop schemas. All of it as the owner; each function says what makes it safe to run again."""

from __future__ import annotations

import secrets

from django.db import transaction

from platform_core.scope import PLATFORM
from tenants.postgresql.ddl import write_ddl
from tenants.postgresql.owner import migrate_schema, owner_connection, schema_role
from tenants.postgresql.roles import narrowing_sql, role_exists, role_sql

MODEL_SCHEMA = "model_space"  # migrated like a space, holds no rows, has no role: only ever read to write the snapshot
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"  # base32, lower case

EXTENSIONS_SQL = """
CREATE SCHEMA IF NOT EXISTS extensions;
GRANT USAGE ON SCHEMA extensions TO PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA extensions;
"""
# French search that forgives accents: "écoles" finds "ecole".
SEARCH_SQL = """
CREATE TEXT SEARCH CONFIGURATION extensions.fr (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION extensions.fr
  ALTER MAPPING FOR hword, hword_part, word WITH extensions.unaccent, french_stem;
CREATE FUNCTION extensions.fold(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN lower(extensions.unaccent('extensions.unaccent', $1));
"""


def random_schema_name() -> str:
    """Return a new name: `s_` and 12 random base32 characters (60 bits). It never changes and is never used again."""
    return "s_" + "".join(secrets.choice(ALPHABET) for _ in range(12))


def schema_exists(schema_name: str) -> bool:
    """Tell whether a schema exists in this database."""
    with owner_connection().cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema_name])
        return cursor.fetchone() is not None


def prepare_platform() -> None:
    """Make what every space needs: extensions, French search, the platform's schema and role. Safe to run again."""
    owner = owner_connection()
    with owner.cursor() as cursor:
        cursor.execute(EXTENSIONS_SQL)
        cursor.execute(
            "SELECT 1 FROM pg_ts_config c JOIN pg_namespace n ON n.oid = cfgnamespace WHERE nspname = 'extensions'"
        )
        if cursor.fetchone() is None:
            cursor.execute(SEARCH_SQL)
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {PLATFORM}")
        if not role_exists(PLATFORM):
            cursor.execute(role_sql(PLATFORM))
    migrate_schema(PLATFORM)
    with owner.cursor() as cursor:
        cursor.execute(narrowing_sql(PLATFORM))


def prepare_model() -> str:
    """Migrate the model schema and return the SQL snapshot from which spaces are built. Safe to run again."""
    with owner_connection().cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {MODEL_SCHEMA}")
    migrate_schema(MODEL_SCHEMA)
    return write_ddl(MODEL_SCHEMA)


def create_schema(schema_name: str, snapshot: str) -> None:
    """Build a space's schema and role from the snapshot, all or nothing: interrupted, it leaves no trace."""
    owner = owner_connection()
    narrowing = narrowing_sql(schema_name)
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{schema_name}"; SET LOCAL search_path TO "{schema_name}", extensions;')
        cursor.execute(role_sql(schema_name))
        cursor.execute(snapshot)
        cursor.execute(narrowing)
    owner.search_path_set_schemas = None  # SET LOCAL ended with the transaction


def drop_schema(schema_name: str) -> None:
    """Remove a space's schema with all it holds, and its role. Safe to run again."""
    with transaction.atomic(using="owner"), owner_connection().cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{schema_name}" CASCADE')
        if role_exists(schema_name):
            cursor.execute(f'DROP ROLE "{schema_role(schema_name)}"')
