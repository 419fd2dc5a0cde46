"""One door for the four formats."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from platform_core.tabular.columns import Column, Sheet, distinct
from platform_core.tabular.csv_writer import write_csv
from platform_core.tabular.json_writer import write_json
from platform_core.tabular.ods_writer import write_ods
from platform_core.tabular.xlsx_writer import write_xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: what it is called on screen, how its files end, what a browser is told."""

    label: str | Promise
    extension: str
    content_type: str
    writer: Callable[[Sheet, BinaryIO], None]


FORMATS: dict[str, Format] = {
    "csv": Format(_("CSV (tableur, logiciels)"), ".csv", "text/csv; charset=utf-8", write_csv),
    "xlsx": Format(
        _("XLSX (Excel)"),
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_xlsx,
    ),
    "ods": Format(_("ODS (LibreOffice)"), ".ods", "application/vnd.oasis.opendocument.spreadsheet", write_ods),
    "json": Format(_("JSON (programmes)"), ".json", "application/json", write_json),
}


def write(  # the shape that every export calls
    file_format: str,
    columns: Iterable[Column],
    rows: Iterable[Sequence[object]],
    out: BinaryIO,
    *,
    title: str,
    time_zone: tzinfo,
    on_row: Callable[[int], None] | None = None,
) -> int:
    """Write the rows to `out`, in constant memory, and return how many there were.

    `rows` is read once; each has one value per column. `on_row` is told the number of each row (from 1) as it is
    written: it may note progress, or raise to cancel. Moments are shown in `time_zone`.
    KeyError for an unknown format, ValueError for columns without distinct names or a row of another length.
    """
    writer = FORMATS[file_format].writer
    counted = _Counted(rows, on_row)
    writer(Sheet(title, distinct(columns), counted, time_zone), out)
    return counted.count


class _Counted:
    """The rows, counted and announced on the way."""

    def __init__(self, rows: Iterable[Sequence[object]], on_row: Callable[[int], None] | None) -> None:
        self.rows, self.on_row, self.count = rows, on_row, 0

    def __iter__(self) -> Iterator[Sequence[object]]:
        for self.count, row in enumerate(self.rows, 1):  # noqa: B020  # the attribute is the count
            yield row
            if self.on_row:
                self.on_row(self.count)
