"""Load a checked archive into a new schema: built as it was when the archive was made, filled, then brought up to date.

Rows go in with the role of that one space, in one transaction: a table of another schema cannot be reached, and a row that
refers to one that is not there undoes all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import chain

from django.core.files.base import File
from django.db import DatabaseError, transaction
from psycopg import sql

from platform_core.files.models import private_storage
from tenants.archive import layout
from tenants.archive.checking import Checked, good_lines
from tenants.archive.contents import Table
from tenants.archive.history import is_current, known, tips
from tenants.archive.refusals import altered, foreign_rows
from tenants.postgresql.current import connection
from tenants.postgresql.filling import finish_filling, prepare_at, set_numbers
from tenants.postgresql.schemas import create_schema
from tenants.spaces.models import Snapshot, Space
from tenants.spaces.scopes import entered

BATCH = 1_000_000  # bytes of rows sent at once
MANY = 1_000  # rows sent at once
Progress = Callable[[int, int], None]


def build_tables(space: Space, checked: Checked) -> bool:
    """Build the schema at the archive's version; returns whether it is the one in service."""
    loader = known()
    if is_current(checked.manifest.migrations, loader):
        create_schema(space.schema_name, Snapshot.objects.latest("created_at").ddl)
        return True
    prepare_at(space.schema_name, tips(checked.manifest.migrations, loader))
    return False


def load_rows(space: Space, checked: Checked, say: Progress) -> None:
    """Load every row, all or none. Raises `ArchiveRefused` for rows that do not go together."""
    total, done = checked.manifest.rows, 0
    try:
        with entered(space), transaction.atomic(), connection.cursor() as cursor:
            for table, held in checked.tables:
                statement = _insert(table, f"{space.schema_name}/")
                for batch, number in _batches(good_lines(checked, table, held)):
                    cursor.execute(statement, [batch])
                    done += number
                    say(done, total)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as error:
        raise foreign_rows(_said(error)) from error


def load_files(space: Space, checked: Checked) -> int:
    """Write the files in the space's own folder; returns how many."""
    storage, written = private_storage(), 0
    for path, sha256 in checked.files.items():
        if sha256 is None:
            continue
        name = f"{space.schema_name}/{path}"
        kept = storage.save(name, _Blocks(checked.container.blocks(layout.file_entry(path)), sha256, path))
        if kept != name:
            raise altered(path)
        written += 1
    return written


def bring_up_to_date(space: Space, checked: Checked) -> None:
    """Run the migrations made since the archive; then give the numbers that come next, and the rights."""
    finish_filling(space.schema_name)
    set_numbers(
        space.schema_name,
        [(table.name, table.key, held.last_number or 0) for table, held in checked.tables if table.numbered],
    )


class _Blocks(File):
    """A stream of blocks that a storage can save; raises at the end when they are not those announced."""

    def __init__(self, blocks: Iterator[bytes], sha256: str, path: str) -> None:
        super().__init__(None, name=path)
        self._blocks, self._sha256, self._path = blocks, sha256, path

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        seal = hashlib.sha256()
        for block in self._blocks:
            seal.update(block)
            yield block
        if seal.hexdigest() != self._sha256:
            raise altered(self._path)


def _insert(table: Table, prefix: str) -> sql.Composed:
    """Rows travel as JSON and are read by the columns' names; paths of files get the new space's folder."""
    name = sql.Identifier(table.name)
    values = [_value(table, column, prefix) for column in table.columns]
    return sql.SQL("INSERT INTO {} ({}) SELECT {} FROM json_populate_recordset(NULL::{}, {}::json)").format(
        name,
        sql.SQL(", ").join(map(sql.Identifier, table.columns)),
        sql.SQL(", ").join(values),
        name,
        sql.Placeholder(),
    )


def _value(table: Table, column: str, prefix: str) -> sql.Composable:
    name = sql.Identifier(column)
    if column in table.files:
        return sql.SQL("CASE WHEN {} <> '' THEN {} || {} ELSE {} END").format(name, sql.Literal(prefix), name, name)
    return sql.SQL("coalesce({}, 'null')").format(name) if column in table.json else name


def _batches(lines: Iterator[bytes]) -> Iterator[tuple[str, int]]:
    """Yield JSON lists of rows, each with how many it holds."""
    batch: list[bytes] = []
    size = 0
    for line in chain(lines, [b""]):
        if batch and (not line or size > BATCH or len(batch) >= MANY):
            yield f"[{b','.join(batch).decode()}]", len(batch)
            batch, size = [], 0
        batch.append(line)
        size += len(line)


def _said(error: DatabaseError) -> str:
    """Return what the database refused, without the values."""
    told = getattr(error.__cause__, "diag", None)
    parts = [getattr(told, name, None) for name in ("table_name", "constraint_name", "column_name")]
    return ", ".join(part for part in parts if part) or type(error).__name__
