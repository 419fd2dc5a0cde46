"""What XLSX and ODS sheets share: rows per sheet, names of sheets, widths of columns."""

import re
from collections.abc import Sequence

from platform_core.tabular.columns import Column
from platform_core.tabular.texts import spreadsheet_text

MAX_ROWS = 1_048_575  # data rows in a sheet, the header not counted (Excel and LibreOffice hold 1,048,576 rows)

MAX_COLUMNS = 16_384  # likewise

_WIDTHS = {"text": 32, "integer": 12, "decimal": 14, "boolean": 10, "date": 13, "datetime": 20, "json": 40}
_REFUSED = re.compile(r"[\[\]:*?/\\]+")
_LONGEST = 31  # characters in the name of an Excel sheet


def refuse_too_wide(columns: Sequence[Column]) -> None:
    """ValueError when a spreadsheet cannot hold so many columns: the last ones would be lost without a word."""
    if len(columns) > MAX_COLUMNS:
        raise ValueError(f"{len(columns)} columns, a spreadsheet holds {MAX_COLUMNS}: use CSV or JSON")


def sheet_name(title: str, number: int) -> str:
    """The name of the sheet number `number` (from 1) of an export: what Excel accepts, distinct for each number."""
    suffix = "" if number == 1 else f" ({number})"
    kept = " ".join(_REFUSED.sub(" ", spreadsheet_text(title)).split())
    kept = _cut(kept, _LONGEST - len(suffix)).strip(" '") or "Feuille"
    reserved = {"history", "textes longs"}  # the first by Excel, the second by us
    return f"{kept if kept.lower() not in reserved else kept[:-1]}{suffix}"


def width(column: Column) -> int:
    """Width of a column in characters, from its kind and its label."""
    return max(_WIDTHS[column.kind], min(len(column.label) + 3, 40))


def _cut(text: str, units: int) -> str:
    """The beginning of a text that fits in so many UTF-16 units, which is what Excel counts."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")
