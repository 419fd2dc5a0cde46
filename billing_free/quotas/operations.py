"""Warn a team, once for each level and period; forget old counts."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from billing_free.quotas.models import Count
from billing_free.quotas.queries import FULL_AT, WARN_AT, Level, Verdict, period_start, verdicts
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.audit.log import record
from platform_core.notifications.operations.telling import notify
from platform_core.retention import must_be_kept

KEPT_FOR = timedelta(days=400)
STEPS = {Level.WARNED: WARN_AT, Level.FULL: FULL_AT}


@transaction.atomic
def warn_of_limits(*, by: Actor) -> list[Verdict]:
    """Tell the administrators of this space which quotas are at 80 % or full; each once a period. Returns where all stand."""
    require("quotas.count", by)
    found = verdicts()
    for verdict in found:
        if verdict.level in STEPS:
            _warn(by, verdict, STEPS[verdict.level])
    return found


@transaction.atomic
def forget_old_counts(*, by: Actor) -> int:
    """Remove the counts older than `KEPT_FOR`; returns how many. None where everything must be kept."""
    require("quotas.count", by)
    if must_be_kept():
        return 0
    removed, _by_model = Count.objects.filter(period__lt=timezone.localdate() - KEPT_FOR).delete()
    return removed


def _warn(by: Actor, verdict: Verdict, step: int) -> None:
    quota, period = verdict.quota.slug, period_start(verdict.quota.slug)
    Count.objects.get_or_create(quota=quota, period=period)
    if not Count.objects.filter(quota=quota, period=period, warned__lt=step).update(warned=step):
        return  # said already
    team = User.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True)
    notify(
        by=by,
        kind=f"quotas.{verdict.level}",
        event=f"quota:{quota}:{period}:{step}",
        recipients=list(team.values_list("pk", flat=True)),
        path=reverse("plans:usage"),
        facts={"quota": quota, "percent": verdict.percent},
    )
    record("quotas.warn", by=by, quota=quota, step=step, used=verdict.used, limit=verdict.limit)
