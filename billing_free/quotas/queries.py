"""Where a space stands: its limits, what it used, and the verdict on using more. Read inside the space."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import cast

from django.utils import timezone

from billing_free.quotas.models import Allowance, Count
from billing_free.quotas.registry import counter_of
from billing_free.quotas.table import PLANS, QUOTAS, Quota, plan_for
from platform_core import scope
from tenants.spaces.models import Space

WARN_AT, FULL_AT = 80, 100


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
    """Return the same, for whoever has read the allowance."""
    allowed = limits_of(allowance)
    return [_verdict(quota, allowed[quota], 0) for quota in QUOTAS]


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
    """Return what is used of a quota now, exactly."""
    count = counter_of(quota)
    if count is not None:
        return count()
    return Count.objects.filter(quota=quota, period=period_start(quota)).values_list("used", flat=True).first() or 0


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
