"""What was measured, as people read it: sizes in words, figures month after month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tenants.console.registry import Reading, UsageColumn

KILO = 1000
DATABASE = UsageColumn(slug="database", label=gettext_lazy("Base de données"), is_bytes=True)
MEGA = KILO**2
UNITS = ["octets", "ko", "Mo", "Go", "To"]


def size_in_words(size: int | None) -> str:
    """Return "640 octets", "12 ko", "1,4 Mo"… (decimal units), "–" when it is not known."""
    return "\u00a0".join(part for part in size_parts(size) if part)


def size_parts(size: int | None) -> tuple[str, str]:
    """Return the same as a number and a unit."""
    if size is None:
        return "–", ""
    value, rank = float(size), 0
    while round(value) >= KILO and rank < len(UNITS) - 1:
        value, rank = value / KILO, rank + 1
    digits = 1 if rank > 1 and value < 100 else 0  # noqa: PLR2004 (three digits say enough)
    unit = {"octets": ngettext("octet", "octets", size), "ko": _("ko"), "Mo": _("Mo"), "Go": _("Go"), "To": _("To")}[
        UNITS[rank]
    ]
    return number_format(round(value, digits), decimal_pos=digits), unit


@dataclass(frozen=True)
class Months:
    """One thing that is measured, month after month: the rows of its chart (sizes in megabytes), the unit above them."""

    column: UsageColumn
    rows: list[tuple[str, float]]

    @property
    def title(self) -> str:
        """Return what the chart is called."""
        return _("%(label)s (Mo)") % {"label": self.column.label} if self.column.is_bytes else str(self.column.label)

    @property
    def unit(self) -> str:
        """Return what the values count."""
        return _("Mo") if self.column.is_bytes else _("Nombre")


def figure(column: UsageColumn, value: int | None) -> dict[str, str]:
    """Return what `web/parts/figure.html` shows: the number, what it counts, and under it its unit when it is a size."""
    number, unit = size_parts(value) if column.is_bytes else (in_words(column, value), "")
    return {"value": number, "label": str(column.label), "note": unit}


def in_words(column: UsageColumn, value: int | None) -> str:
    """Return a figure as it is read: a size or a number, "–" when it is not known."""
    if value is None or column.is_bytes:
        return size_in_words(value)
    return number_format(value, force_grouping=True)


def monthly(columns: Iterable[UsageColumn], days: Iterable[tuple[date, Reading]]) -> list[Months]:
    """Return the last measure of each month, the oldest first; nothing before the second month, which compares nothing."""
    last = {(on.year, on.month): (on, figures) for on, figures in days}
    if len(last) < 2:  # noqa: PLR2004 (two are compared)
        return []
    return [Months(one, _rows(one, list(last.values()))) for one in columns]


def _rows(column: UsageColumn, measured: list[tuple[date, Reading]]) -> list[tuple[str, float]]:
    return [
        (date_format(on, "F Y"), round(figures[column.slug] / MEGA, 1) if column.is_bytes else figures[column.slug])
        for on, figures in measured
        if column.slug in figures
    ]
