"""Which backups are kept: those of two days, then one a day for a week, one a week for four, one a month for three months."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from itertools import islice

RECENT = timedelta(hours=48)
DAYS, WEEKS, MONTHS = 7, 4, 4  # the month under way, and three whole ones


def kept(moments: Collection[datetime], now: datetime) -> set[datetime]:
    """Return the moments to keep; the last one always is."""
    newest = sorted(moments, reverse=True)
    chosen = {each for each in newest if now - each <= RECENT} | set(newest[:1])
    periods: list[tuple[Callable[[datetime], object], int]] = [
        (lambda each: each.date(), DAYS),
        (lambda each: each.isocalendar()[:2], WEEKS),
        (lambda each: (each.year, each.month), MONTHS),
    ]
    for period, most in periods:
        last_of = {period(each): each for each in reversed(newest)}
        chosen |= set(islice(reversed(last_of.values()), most))
    return chosen
