"""Where a space stands: its limits, what it used, and the verdict on using more. Read inside the space."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import cast

from django.db.models import BigIntegerField, CharField, DateField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from billing_free.quotas.models import Allowance, Count
from billing_free.quotas.registry import counter_of
from billing_free.quotas.table import PLANS, QUOTAS, Quota, plan_for
from platform_core import scope
from tenants.spaces.models import Space

WARN_AT, FULL_AT = 80, 100
BIG = BigIntegerField()
NOW = date.max  # in place of a day: counted from the rows that there are
Counted = dict[tuple[str, date], int]


class Level(StrEnum):
    """How near the limit."""

    FINE = "fine"
    WARNED = "warned"
    FULL = "full"


@dataclass(frozen=True)
class Verdict:
    """What is used of a quota, its limit, and whether `adding` more goes beyond. `full` says what happens then."""

    quota: Quota
    used: int
    limit: int
    adding: int = 0

    @property
    def percent(self) -> int:
        """Return the share that is used, rounded down so that 100 means full."""
        return self.used * 100 // self.limit if self.limit else FULL_AT

    @property
    def is_full(self) -> bool:
        """Tell whether the limit is reached, or would be passed."""
        return self.used + self.adding > self.limit or (not self.adding and self.percent >= FULL_AT)

    @property
    def level(self) -> Level:
        """Return fine, warned (80 %) or full."""
        if self.is_full:
            return Level.FULL
        return Level.WARNED if self.percent >= WARN_AT else Level.FINE

    @property
    def full(self) -> str:
        """Return what happens at 100 %, for people."""
        return str(self.quota.full)


def check_limit(quota: str, adding: int = 1) -> Verdict:
    """Return where a quota of this space stands when `adding` more: two statements. It refuses nothing itself."""
    return _verdict(quota, limits()[quota], adding)


def verdicts() -> list[Verdict]:
    """Return where all the quotas of this space stand, in the order of the table."""
    return verdicts_under(Allowance.objects.first())


def verdicts_under(allowance: Allowance | None) -> list[Verdict]:
    """Return the same, for whoever has read the allowance. One statement for all of them."""
    allowed, spent = limits_of(allowance), used_of(*QUOTAS)
    return [Verdict(one, spent[quota], allowed[quota]) for quota, one in QUOTAS.items()]


def verdicts_with(allowance: Allowance | None, since: date) -> tuple[list[Verdict], Counted]:
    """Return the same, and what was counted each day since a day. Still one statement."""
    allowed, counted = limits_of(allowance), _asked(QUOTAS, since)
    found = [Verdict(one, _spent(quota, counted), allowed[quota]) for quota, one in QUOTAS.items()]
    return found, {key: used for key, used in counted.items() if key[1] != NOW}


def limits() -> dict[str, int]:
    """Return the limits of this space today: those of its plan, and what was raised for a time. One statement."""
    return limits_of(Allowance.objects.first())


def limits_of(allowance: Allowance | None) -> dict[str, int]:
    """Return the limits that an allowance gives today in this space; a raise ends by itself after its last day."""
    plan = plan_of(allowance)
    known = PLANS[plan].limits if plan in PLANS else allowance.limits if allowance else {}
    found = {quota: known.get(quota, 0) for quota in QUOTAS}
    today = timezone.localdate()
    for quota, limit, until in allowance.raises if allowance else []:
        if today <= date.fromisoformat(until):
            found[quota] = max(found[quota], limit)
    return found


def plan_of(allowance: Allowance | None) -> str:
    """Return the plan of this space: what an operator chose, else that of its kind."""
    return (allowance.plan if allowance else "") or plan_for(cast("Space", scope.current()).kind)


def used(quota: str) -> int:
    """Return what is used of a quota now, exactly. One statement."""
    return used_of(quota)[quota]


def used_of(*quotas: str) -> dict[str, int]:
    """Return the same of several quotas, still in one statement."""
    counted = _asked(quotas, timezone.localdate().replace(day=1))
    return {quota: _spent(quota, counted) for quota in quotas}


def _spent(quota: str, counted: Counted) -> int:
    return counted.get((quota, NOW if counter_of(quota) else period_start(quota)), 0)


def _asked(quotas: Iterable[str], since: date) -> Counted:
    """Ask once for what each quota has used: (quota, day) → figure, the day being `NOW` for what is counted from rows."""
    own = Count.objects.filter(quota__in=quotas, period__gte=since, used__gt=0).order_by()
    parts = [own.values_list("quota", "period", Cast("used", BIG))]
    for quota in quotas:
        if counter := counter_of(quota):
            rows = counter.rows().order_by().values(what=Value(quota, CharField()), day=Value(NOW, DateField()))
            parts.append(rows.annotate(n=Cast(counter.figure, BIG)).values_list("what", "day", "n"))
    return {(quota, day): used or 0 for quota, day, used in parts[0].union(*parts[1:], all=True)}


def used_this_month(quota: str) -> int:
    """Add up what was counted day by day since the first of the month."""
    since = timezone.localdate().replace(day=1)
    return sum(Count.objects.filter(quota=quota, period__gte=since).values_list("used", flat=True))


def period_start(quota: str) -> date:
    """Return the first day of the period of a quota, where the space is; the month for what has none."""
    today = timezone.localdate()
    return today if QUOTAS[quota].per == "day" else today.replace(day=1)


def tomorrow() -> datetime:
    """Return when the next day begins, where the space is."""
    day = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time.min))


def _verdict(quota: str, limit: int, adding: int) -> Verdict:
    return Verdict(QUOTAS[quota], used(quota), limit, adding)
