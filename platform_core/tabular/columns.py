"""What a table to export is made of, and how one value becomes a cell."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal["text", "integer", "decimal", "boolean", "date", "datetime", "json"]
Cell: TypeAlias = str | bool | int | float | Decimal | date | datetime | None

_UNCHANGED = {str, int, bool, date}  # most cells; looked up once instead of asked one by one
_DIGITS = 15  # of a number in Excel (specifications and limits)

KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` is stable and for machines, `label` and `help` are read by people (French).

    `personal` says that the column holds personal data: the caller leaves it out of what is public.
    """

    name: str
    label: str
    help: str = ""
    kind: Kind = "text"
    personal: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of column: {self.kind!r}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a writer needs: the title, the columns, their rows (read once) and the zone of the moments shown."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    time_zone: tzinfo

    def cells(self) -> Iterable[list[Cell]]:
        """Each row as cells; ValueError when a row has not one value per column."""
        zone, as_json = self.time_zone, [column.kind == "json" for column in self.columns]
        for row in self.rows:
            yield [_cell(value, zone, wanted) for value, wanted in zip(row, as_json, strict=True)]


def distinct(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns as a tuple; ValueError when there is none or when two share a name (one would be lost in JSON)."""
    result = tuple(columns)
    names = [column.name for column in result]
    if not names or len(set(names)) != len(names):
        raise ValueError(f"columns need distinct names: {names}")
    return result


def local(moment: datetime, time_zone: tzinfo) -> datetime:
    """A moment in the zone; a naive one is taken as already local."""
    return moment.replace(tzinfo=time_zone) if moment.tzinfo is None else moment.astimezone(time_zone)


def spreadsheet_number(value: float | Decimal) -> float | str:
    """The number as a spreadsheet holds it, or its digits as text beyond the 15 significant ones that Excel keeps."""
    if isinstance(value, Decimal):
        return float(value) if len(value.normalize().as_tuple().digits) <= _DIGITS else format(value, "f")
    return str(value) if isinstance(value, int) and abs(value) >= 10**_DIGITS else value


def _cell(value: object, time_zone: tzinfo, as_json: bool) -> Cell:  # noqa: FBT001  # called once per cell
    if value is None or (type(value) in _UNCHANGED and not as_json):
        return value  # type: ignore[return-value]  # of a type that was just looked up
    if as_json:
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, Enum):  # a member of Django's choices, whose repr is not its value
        value = value.value
    if isinstance(value, datetime):
        return local(value, time_zone).replace(tzinfo=None)
    if isinstance(value, float | Decimal) and not isfinite(value):
        return str(value)
    if isinstance(value, bool | int | float | Decimal | date):
        return value
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else str(value)
