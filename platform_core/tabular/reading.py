"""CSV files that people bring: encoding and separator guessed, limits kept, errors said in French with their line."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO
from unicodedata import normalize

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from platform_core.tabular.sniffing import UnreadableTable, guess_delimiter, guess_encoding

_SAMPLE = 65_536  # characters in which the header must fit
_EXCEL_LINE = re.compile("sep=(.)\r?\n?", re.IGNORECASE)  # a first line that Excel writes and reads for itself


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number as a spreadsheet shows it (the header is 1), its values, what is wrong with it."""

    number: int
    values: dict[str, str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read: its columns and its lines (read once, as a stream)."""

    columns: tuple[str, ...]
    lines: Iterator[Line]
    encoding: str
    delimiter: str


def open_table(
    file: IO[bytes],
    *,
    encoding: str = "",
    delimiter: str = "",
    max_rows: int = 200_000,
    max_bytes: int = 50_000_000,
) -> Table:
    """Open a CSV file (binary, can seek; it stays the caller's to close) and check its size, encoding and header.

    A line with too many cells is given with its `problem`, so that a report can name every bad line. An unclosed
    quote or a row too many raises UnreadableTable on the way, for what follows cannot be trusted.
    """
    encoding = guess_encoding(file, max_bytes=max_bytes, known=encoding)
    text = _Borrowed(file, encoding=encoding, newline="")
    said = _EXCEL_LINE.fullmatch(text.readline(_SAMPLE))
    if not said:
        text.seek(0)
    delimiter = delimiter or (said[1] if said else _guessed(text))
    records = _records(text, delimiter)
    columns = _header(next(records, (1, []))[1])
    return Table(columns, _lines(records, columns, max_rows), encoding, delimiter)


def read_rows(
    file: IO[bytes],
    *,
    encoding: str = "",
    delimiter: str = "",
    max_rows: int = 200_000,
    max_bytes: int = 50_000_000,
) -> Iterator[dict[str, str]]:
    """The rows by name of column; UnreadableTable at the first that is wrong. The arguments are `open_table`'s."""
    table = open_table(file, encoding=encoding, delimiter=delimiter, max_rows=max_rows, max_bytes=max_bytes)
    for line in table.lines:
        if line.problem:
            raise UnreadableTable("bad_line", _("Ligne %s : ") % line.number + line.problem, line.number)
        yield line.values


class _Borrowed(io.TextIOWrapper):
    """A view of a file as text that does not close the file when it goes."""

    def close(self) -> None:
        with suppress(ValueError):  # already detached
            self.detach()


def _guessed(text: _Borrowed) -> str:
    delimiter = guess_delimiter(text.read(_SAMPLE))
    text.seek(0)
    return delimiter


def _records(text: _Borrowed, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with its number, blank ones too; strict, for a stray quote shifts all that follows."""
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            record = next(reader, None)
        except csv.Error as error:
            message = _(
                'Ligne %s : un guillemet n’est pas fermé, ou se trouve au milieu d’une cellule. Les guillemets d’un texte se doublent (""), et le texte entier est entre guillemets.'
            )
            raise UnreadableTable("quotes", message % number, number) from error
        if record is None:
            return
        yield number, record


def _header(cells: list[str]) -> tuple[str, ...]:
    names = [normalize("NFC", " ".join(cell.split())) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise UnreadableTable("no_header", _("La première ligne doit donner le nom des colonnes ; elle est vide."), 1)
    doubles = sorted({name or _("(sans nom)") for name in names if names.count(name) > 1})
    if doubles:
        message = _("Deux colonnes portent le même nom : %s. Renommez l’une des deux.") % ", ".join(doubles)
        raise UnreadableTable("duplicate_columns", message, 1)
    return tuple(names)


def _lines(records: Iterator[tuple[int, list[str]]], columns: tuple[str, ...], max_rows: int) -> Iterator[Line]:
    rows = 0
    for number, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        rows += 1
        if rows > max_rows:
            message = _("Ce fichier compte plus de %s lignes. Partagez-le en plusieurs.") % number_format(max_rows, 0)
            raise UnreadableTable("too_many_rows", message, number)
        values = dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=False))
        extra = any(cell.strip() for cell in cells[len(columns) :])
        yield Line(number, values, _too_many(len(cells), len(columns)) if extra else "")


def _too_many(cells: int, columns: int) -> str:
    message = ngettext(
        "%(cells)s cellules pour %(columns)s colonne ; vérifiez les séparateurs et les guillemets.",
        "%(cells)s cellules pour %(columns)s colonnes ; vérifiez les séparateurs et les guillemets.",
        columns,
    )
    return message % {"cells": cells, "columns": columns}
