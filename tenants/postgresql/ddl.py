"""Write a migrated schema as one SQL text that builds the same schema under another name.

Replaying that text in one transaction is what makes opening a space fast; running the migrations again would take some
seconds. The text is read from PostgreSQL's own catalogue, so it says what the migrations left, not how they went there.
Only what Django makes is known: tables, columns (identity, generated, default), constraints and indexes. Anything else
(view, trigger, function, type) in the model schema raises `UnknownObject`: better no snapshot than one that lacks it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tenants.postgresql.owner import owner_in

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

COLUMNS = """
SELECT c.relname, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
       pg_get_expr(d.adbin, d.adrelid)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = %s::regnamespace AND c.relkind = 'r' ORDER BY c.relname, a.attnum
"""
CONSTRAINTS = """
SELECT c.relname, quote_ident(k.conname), k.contype::text, pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE c.relnamespace = %s::regnamespace AND k.contype IN ('p', 'u', 'c', 'x', 'f') ORDER BY c.relname, k.conname
"""
INDEXES = """
SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE c.relnamespace = %s::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND
      k.contype IN ('p', 'u', 'x')) ORDER BY i.indexrelid::regclass::text
"""
UNKNOWN = """
SELECT relkind::text || ' ' || relname FROM pg_class WHERE relnamespace = %(s)s::regnamespace AND relkind NOT IN ('r','i','S','t','c')
UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = %(s)s::regnamespace
UNION ALL SELECT 'trigger ' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
          WHERE c.relnamespace = %(s)s::regnamespace AND NOT t.tgisinternal
"""


class UnknownObject(RuntimeError):
    """The model schema holds something that a snapshot would lose."""


def write_ddl(schema_name: str) -> str:
    """Return the SQL that rebuilds `schema_name` inside the schema that is first in the search path when it runs."""
    with owner_in(schema_name) as owner, owner.cursor() as cursor:
        _refuse_unknown(cursor, schema_name)
        inline, foreign = _constraints(cursor, schema_name)
        parts = [
            f'CREATE TABLE "{t}" ({", ".join(cols + inline[t])})' for t, cols in _columns(cursor, schema_name).items()
        ]
        cursor.execute(INDEXES, [schema_name])
        parts += [row[0] for row in cursor.fetchall()]
        parts += [f'ALTER TABLE "{table}" {", ".join(adds)}' for table, adds in foreign.items()]
        parts.append(_migrations(cursor))
    # pg_get_indexdef always writes the schema's name; everything else is relative to the search path.
    return ";\n".join(parts).replace(f"{schema_name}.", "") + ";"


def _refuse_unknown(cursor: CursorWrapper, schema_name: str) -> None:
    cursor.execute(UNKNOWN, {"s": schema_name})
    found = [row[0] for row in cursor.fetchall()]
    if found:
        raise UnknownObject(", ".join(found))


def _columns(cursor: CursorWrapper, schema_name: str) -> dict[str, list[str]]:
    cursor.execute(COLUMNS, [schema_name])
    tables: dict[str, list[str]] = defaultdict(list)
    for table, name, type_, not_null, identity, generated, expression in cursor.fetchall():
        words = [name, type_]
        if identity:
            words.append(f"GENERATED {'ALWAYS' if identity == 'a' else 'BY DEFAULT'} AS IDENTITY")
        elif generated:
            words.append(f"GENERATED ALWAYS AS ({expression}) STORED")
        elif expression:
            words.append(f"DEFAULT {expression}")
        tables[table].append(" ".join(words + ["NOT NULL"] * not_null))
    return tables


def _constraints(cursor: CursorWrapper, schema_name: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    cursor.execute(CONSTRAINTS, [schema_name])
    inline: dict[str, list[str]] = defaultdict(list)
    foreign: dict[str, list[str]] = defaultdict(list)
    for table, name, kind, definition in cursor.fetchall():
        if kind == "f":  # after all tables exist
            foreign[table].append(f"ADD CONSTRAINT {name} {definition}")
        else:
            inline[table].append(f"CONSTRAINT {name} {definition}")
    return inline, foreign


def _migrations(cursor: CursorWrapper) -> str:
    cursor.execute(
        "SELECT string_agg(format('(%L,%L,now())', app, name), ',' ORDER BY id) FROM django_migrations",
    )
    (values,) = cursor.fetchone()
    return f"INSERT INTO django_migrations (app, name, applied) VALUES {values}"  # noqa: S608 (quoted by format's %L)
