"""Figures drawn from answers that were counted: {value: how many gave it}."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

Counts = Mapping[Decimal, int]

BARS = 12  # at most, in the distribution of a number
MONTHS = 24  # beyond, years


def mean(counts: Counts) -> Decimal | None:
    """Return the arithmetic mean, `None` of nothing."""
    size = sum(counts.values())
    return sum((value * n for value, n in counts.items()), Decimal(0)) / size if size else None


def median(counts: Counts) -> Decimal | None:
    """Return the median (the mean of the two in the middle when their number is even), `None` of nothing."""
    size = sum(counts.values())
    if not size:
        return None
    return (_at(counts, (size - 1) // 2) + _at(counts, size // 2)) / 2


def _at(counts: Counts, place: int) -> Decimal:
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        if seen > place:
            return value
    msg = f"no value at place {place}"
    raise IndexError(msg)


def bins(counts: Counts) -> list[tuple[Decimal, Decimal, int]]:
    """Return (from, up to but not including, how many) for at most `BARS` intervals of a round width, none skipped.

    Whole numbers in a short range have an interval each.
    """
    if not counts:
        return []
    low, high = min(counts), max(counts)
    width = _round_width((high - low + (1 if _all_whole(counts) else 0)) / BARS, whole=_all_whole(counts))
    start = (low / width).to_integral_value(rounding="ROUND_FLOOR") * width
    found: Counter[int] = Counter()
    for value, n in counts.items():
        found[int((value - start) // width)] += n
    return [(start + width * i, start + width * (i + 1), found[i]) for i in range(max(found) + 1)]


def _all_whole(counts: Counts) -> bool:
    return all(value == value.to_integral_value() for value in counts)


def _round_width(least: Decimal, *, whole: bool) -> Decimal:
    """Return the first of 1, 2, 5, 10, 20, 50… (or of 0.1, 0.2…) that is not under `least`."""
    if least <= 0 or (whole and least <= 1):
        return Decimal(1)
    power = Decimal(10) ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)


def by_month(counts: Mapping[date, int]) -> list[tuple[date, int]]:
    """Return (first day of the month, how many), no month skipped; nothing when they spread over more than `MONTHS`."""
    if not counts or _months_between(min(counts), max(counts)) > MONTHS:
        return []
    first = min(counts)
    months = Counter(dict.fromkeys((_month(first, i) for i in range(_months_between(first, max(counts)))), 0))
    for day, n in counts.items():
        months[day.replace(day=1)] += n
    return sorted(months.items())


def by_years(counts: Mapping[date, int]) -> list[tuple[int, int, int]]:
    """Return (first year, last year, how many) for at most `BARS` periods of a round length, none skipped."""
    years: Counter[Decimal] = Counter()
    for day, n in counts.items():
        years[Decimal(day.year)] += n
    return [(int(low), int(high) - 1, n) for low, high, n in bins(years)]


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _month(first: date, later: int) -> date:
    months = first.year * 12 + first.month - 1 + later
    return date(months // 12, months % 12 + 1, 1)


def ranks(orders: Mapping[tuple[str, ...], int], keys: Sequence[str]) -> dict[str, tuple[Decimal, int]]:
    """Return for each key (mean rank from 1, how many put it first); `orders` counts the orders given."""
    size = sum(orders.values())
    if not size:
        return {}
    totals: Counter[str] = Counter()
    firsts: Counter[str] = Counter()
    for order, n in orders.items():
        firsts[order[0]] += n
        for rank, key in enumerate(order, start=1):
            totals[key] += rank * n
    return {key: (Decimal(totals[key]) / size, firsts[key]) for key in keys}
