"""Read the rows of a space as lines of an archive: one JSON object a row, in the order of the key, the same each time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from psycopg import sql

from tenants.archive.contents import Table
from tenants.postgresql.base import DatabaseWrapper

CHUNK = 500  # rows fetched at once
EVERY = 500  # rows between two words on the progress
Say = Callable[[int], None]  # told how many rows more were read


@dataclass(frozen=True)
class Digest:
    """What is compared of a table: its rows, and the SHA-256 of its lines."""

    rows: int
    sha256: str


def lines(reader: DatabaseWrapper, table: Table, folder: str) -> Iterator[bytes]:
    """Yield the lines of a table, each ended by a line feed; names of files are given without the space's `folder`."""
    with reader.chunked_cursor() as cursor:
        cursor.execute(_select(table, f"{folder}/"))
        while found := cursor.fetchmany(CHUNK):
            for (line,) in found:
                yield line.encode() + b"\n"


def _select(table: Table, prefix: str) -> sql.Composed:
    columns = [_file(name, prefix) if name in table.files else sql.Identifier(name) for name in table.columns]
    # Texts are sorted by their bytes: two installations may sort words differently.
    collation = sql.SQL(' COLLATE "C"') if table.key_is_text else sql.SQL("")
    return sql.SQL("SELECT row_to_json(q)::text FROM (SELECT {} FROM {} ORDER BY {}{}) q").format(
        sql.SQL(", ").join(columns), sql.Identifier(table.name), sql.Identifier(table.key), collation
    )


def _file(name: str, prefix: str) -> sql.Composed:
    return sql.SQL("CASE WHEN starts_with({c}, {p}) THEN substr({c}, {n}) ELSE {c} END AS {c}").format(
        c=sql.Identifier(name), p=sql.Literal(prefix), n=sql.Literal(len(prefix) + 1)
    )


def digest(reader: DatabaseWrapper, table: Table, folder: str) -> Digest:
    """Return the digest of a table, without keeping anything."""
    seal, rows = hashlib.sha256(), 0
    for line in lines(reader, table, folder):
        seal.update(line)
        rows += 1
    return Digest(rows, seal.hexdigest())


def count(reader: DatabaseWrapper, table: Table) -> int:
    """Return how many rows a table holds."""
    with reader.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table.name)))
        return int(cursor.fetchone()[0])


def last_number(reader: DatabaseWrapper, table: Table) -> int | None:
    """Return the last number given to a row of a table, which may be gone since; `None` where none was."""
    if not table.numbered:
        return None
    with reader.cursor() as cursor:
        cursor.execute(
            "SELECT pg_sequence_last_value(pg_get_serial_sequence(quote_ident(%s), %s)::regclass)",
            [table.name, table.key],
        )
        found = cursor.fetchone()[0]
        return None if found is None else int(found)


def named_files(reader: DatabaseWrapper, tables: list[Table], folder: str) -> Iterator[str]:
    """Yield the path, without the space's folder, of every file that a row names; each once a column."""
    for table in tables:
        for column in table.files:
            with reader.chunked_cursor() as cursor:
                cursor.execute(_select_files(table.name, column, f"{folder}/"))
                while found := cursor.fetchmany(CHUNK):
                    yield from (path for (path,) in found)


def _select_files(table: str, column: str, prefix: str) -> sql.Composed:
    return sql.SQL("SELECT DISTINCT {} FROM {} WHERE {} <> '' ORDER BY 1").format(
        _file(column, prefix), sql.Identifier(table), sql.Identifier(column)
    )
