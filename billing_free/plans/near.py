"""Which limits of a space are near or reached, as they are written on its row so that pages know without asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from billing_free.quotas.queries import Level, Verdict, period_start
from billing_free.quotas.table import QUOTAS, Quota


@dataclass(frozen=True)
class Near:
    """A quota at 80 % or more when it was last looked at."""

    quota: Quota
    level: Level
    percent: int


def to_write(found: Iterable[Verdict]) -> dict[str, list[Any]]:
    """Return what to write: quota → level, percentage, first day of the period. Empty when all is fine."""
    return {
        one.quota.slug: [str(one.level), one.percent, str(period_start(one.quota.slug))]
        for one in found
        if one.level != Level.FINE
    }


def known(written: object) -> list[Near]:
    """Return what is written and still holds: what a period that is over used up does not."""
    return list(_known(written)) if isinstance(written, dict) else []


def _known(written: dict[str, Any]) -> Iterator[Near]:
    for slug, quota in QUOTAS.items():
        match written.get(slug):
            case [("warned" | "full") as level, int(percent), str(since)] if since == str(period_start(slug)):
                yield Near(quota, Level(level), percent)
