"""A small chart of what was used day after day: bars as SVG numbers, the same figures as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 30
WIDTH, HEIGHT, GAP = 300, 60, 2


@dataclass(frozen=True)
class Bar:
    """One day: where its bar stands, and what it says in the table."""

    on: date
    value: int
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class History:
    """The bars of `DAYS` days and the height of the limit; `is_empty`: nothing was used."""

    bars: list[Bar]
    limit_y: int | None
    width: int = WIDTH
    height: int = HEIGHT
    bar_width: int = WIDTH // DAYS - GAP

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        return not any(bar.value for bar in self.bars)

    @property
    def known(self) -> list[Bar]:
        """Return the days for the table, the newest first."""
        return [bar for bar in reversed(self.bars) if bar.value]


def history(values: Mapping[date, int], *, today: date, limit: int) -> History:
    """Draw what was used in the last days. The scale is that of the largest value; the limit is a line when it is near."""
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    highest = max([*(values.get(on, 0) for on in days), 1])
    top = limit if 0 < limit <= highest * 3 else highest
    top = max(top, highest)
    bars = [_bar(n, on, values.get(on, 0), top) for n, on in enumerate(days)]
    return History(bars, HEIGHT - limit * HEIGHT // top if 0 < limit <= top else None)


def _bar(place: int, on: date, value: int, top: int) -> Bar:
    height = max(value * HEIGHT // top, 1) if value else 0
    return Bar(on, value, place * (WIDTH // DAYS), HEIGHT - height, height)
