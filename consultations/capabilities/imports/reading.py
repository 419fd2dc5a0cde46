"""Read a file level by level and take in its rows: the same reading makes the preview and the import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from consultations.capabilities.imports.models import Import, RefusedLine
from consultations.process.importing import Importer, RowRefused, importer_named
from platform_core.access.actors import Actor
from platform_core.tabular.reading import Line, open_table
from platform_core.tabular.sniffing import UnreadableTable

MAX_ROWS = 50_000
MAX_BYTES = 20_000_000


def take_rows(job: Import, file: IO[bytes], by: Actor) -> list[RefusedLine]:
    """Take in every row that can be, setting the counts of the import; returns the lines refused, not yet saved.

    Raises `UnreadableTable` when the file as a whole cannot be read or lacks a column.
    """
    importer = importer_named(job.importer)
    job.read = job.new = job.known = 0
    refused: dict[int, RefusedLine] = {}
    for level in range(importer.levels):
        seen = 0
        for line in lines(file, importer):
            wanted = _level(importer, line)
            if wanted >= level:
                seen += 1
            if wanted == level:
                _take(job, importer, line, by, refused)
        if not seen:
            break
    job.refused = len(refused)
    return sorted(refused.values(), key=lambda one: one.number)


def lines(file: IO[bytes], importer: Importer) -> Iterator[Line]:
    """Yield the lines of a file; raises `UnreadableTable` when a column lacks."""
    file.seek(0)
    table = open_table(file, max_rows=MAX_ROWS, max_bytes=MAX_BYTES)
    lacking = [column for column in importer.columns if column not in table.columns]
    if lacking:
        message = _("Il manque des colonnes : %(names)s. Est-ce bien le fichier attendu ?") % {
            "names": ", ".join(lacking)
        }
        raise UnreadableTable("columns", message)
    return table.lines


def _level(importer: Importer, line: Line) -> int:
    try:
        return importer.level(line.values) if not line.problem else 0
    except RowRefused:
        return 0  # taken there, and refused with its reason


def _take(job: Import, importer: Importer, line: Line, by: Actor, refused: dict[int, RefusedLine]) -> None:
    job.read += 1
    try:
        if line.problem:
            raise RowRefused(line.problem)
        new = importer.write(line.values, job.step, by)
    except RowRefused as reason:
        extract = " ".join(value for value in line.values.values() if value)[:200]
        refused[line.number] = RefusedLine(of=job, number=line.number, reason=str(reason)[:500], extract=extract)
    else:
        job.new += new
        job.known += not new
