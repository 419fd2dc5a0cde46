"""JSON: an array of objects with native types; the only format in which every text comes back exactly as it was typed."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from math import isfinite
from typing import BinaryIO

from platform_core.tabular.columns import Sheet, local


def write_json(sheet: Sheet, out: BinaryIO) -> None:
    """Write the sheet to `out` as one array, one object per line, keys = names of the columns."""
    names = [column.name for column in sheet.columns]
    native = partial(_native, sheet)
    encode: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=native).encode
    out.write(b"[")
    separator = b"\n"
    for row in sheet.rows:
        line = encode({name: _finite(value) for name, value in zip(names, row, strict=True)})
        out.write(separator + line.encode("utf-8", "backslashreplace"))  # a lone surrogate becomes its JSON escape
        separator = b",\n"
    out.write(b"\n]\n")


def _finite(value: object) -> object:
    """Naive moments, too, go through `_native`; JSON has no infinity."""
    return str(value) if isinstance(value, float) and not isfinite(value) else value


def _native(sheet: Sheet, value: object) -> object:
    if isinstance(value, datetime):
        return local(value, sheet.time_zone).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        number = float(value)
        return number if isfinite(number) and Decimal(repr(number)) == value else str(value)
    return str(value)
