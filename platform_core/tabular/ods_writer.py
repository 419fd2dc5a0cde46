"""ODS 1.3 written as a stream: odfpy keeps the whole document in memory, 190 MB for 10,000 rows."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO, TextIO
from xml.sax.saxutils import escape, quoteattr

from platform_core.tabular import ods_parts
from platform_core.tabular.columns import Cell, Column, Sheet, spreadsheet_number
from platform_core.tabular.layout import MAX_ROWS, refuse_too_wide, sheet_name
from platform_core.tabular.ods_text import paragraphs


def write_ods(sheet: Sheet, out: BinaryIO) -> None:
    """Write the sheet to `out`: `mimetype` first and stored, as the format asks, then the content."""
    refuse_too_wide(sheet.columns)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, TemporaryFile() as scratch:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), ods_parts.MIMETYPE)
        with _text(scratch) as content:
            names = _write_content(sheet, content)
        for name, part in ods_parts.fixed(sheet.title, names).items():
            archive.writestr(_entry(name), part)
        _copy(scratch, archive)


@contextmanager
def _text(scratch: BinaryIO) -> Iterator[TextIO]:
    text = io.TextIOWrapper(scratch, encoding="utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()


def _entry(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, datetime.now(UTC).timetuple()[:6])
    entry.compress_type = compression
    return entry


def _copy(scratch: BinaryIO, archive: zipfile.ZipFile) -> None:
    """Copied once its size is known, so that ZIP64, which older LibreOffice refuses, is used only beyond 2 GB."""
    entry = _entry("content.xml")
    entry.file_size = scratch.seek(0, io.SEEK_END)
    scratch.seek(0)
    with archive.open(entry, "w") as target:
        copyfileobj(scratch, target, 1 << 18)


def _write_content(sheet: Sheet, content: TextIO) -> list[str]:
    """Write content.xml and return the names of its sheets."""
    content.write(ods_parts.content_start(sheet.columns))
    names: list[str] = []
    row = MAX_ROWS
    for cells in sheet.cells():
        if row >= MAX_ROWS:
            _turn_page(sheet, content, names)
            row = 0
        row += 1
        content.write(f"<table:table-row>{''.join(map(_cell, cells))}</table:table-row>\n")
    if not names:
        _turn_page(sheet, content, names)
    content.write(f"</table:table>{ods_parts.CONTENT_END}")
    return names


def _turn_page(sheet: Sheet, content: TextIO, names: list[str]) -> None:
    if names:
        content.write("</table:table>")
    names.append(sheet_name(sheet.title, len(names) + 1))
    content.write(f"<table:table table:name={quoteattr(names[-1])} table:style-name='sheet'>")
    content.write("".join(ods_parts.column(index) for index in range(len(sheet.columns))))
    content.write(f"<table:table-header-rows>{_header(sheet.columns)}</table:table-header-rows>\n")


def _header(columns: Sequence[Column]) -> str:
    start = "<table:table-cell table:style-name='head' office:value-type='string'>"
    cells = (f"{start}{paragraphs(column.label)}</table:table-cell>" for column in columns)
    return f"<table:table-row table:style-name='head-row'>{''.join(cells)}</table:table-row>"


def _cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        cell = spreadsheet_number(cell)
    if isinstance(cell, str):
        return f"<table:table-cell office:value-type='string'>{paragraphs(cell)}</table:table-cell>"
    return f"<table:table-cell {_typed(cell)}</text:p></table:table-cell>"


def _typed(cell: float | date) -> str:
    """Attributes of a cell that is not text, then the beginning of what is shown until it is computed again."""
    if isinstance(cell, bool):
        value, shown = ("true", "oui") if cell else ("false", "non")
        return f"table:style-name='yes-no' office:value-type='boolean' office:boolean-value='{value}'><text:p>{shown}"
    if isinstance(cell, date):
        style = "moment" if isinstance(cell, datetime) else "day"
        value = cell.replace(microsecond=0).isoformat() if isinstance(cell, datetime) else cell.isoformat()
        return (
            f"table:style-name='{style}' office:value-type='date' office:date-value='{value}'>"
            f"<text:p>{escape(value.replace('T', ' '))}"
        )
    return f"office:value-type='float' office:value='{cell!r}'><text:p>{cell!r}"
