"""CSV that a French Excel opens by a double click: UTF-8 with its mark, semicolons, decimal commas, local dates."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from platform_core.tabular.columns import Cell, Sheet
from platform_core.tabular.texts import csv_text

PLAIN = str.maketrans("\u00a0\u202f", "  ")  # a program looks a column up by a name that people can type


def write_csv(sheet: Sheet, out: BinaryIO) -> None:
    """Write the sheet to `out`, which stays open; cells hold what the notice (LISEZMOI) of the export says."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=False)
    try:
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow([csv_text(column.label.translate(PLAIN)) for column in sheet.columns])
        writer.writerows([_text(cell) for cell in cells] for cells in sheet.cells())
    finally:
        text.detach()


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return csv_text(cell)
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, datetime):
        return cell.isoformat(
            sep=" ", timespec="seconds"
        )  # the one ISO form that Excel and LibreOffice take for a date
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        return str(int(cell))
    exact = cell if isinstance(cell, Decimal) else Decimal(repr(float(cell)))
    return format(exact, "f").replace(".", ",")
