"""Reads of what was measured. All on the platform, each one query."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from billing_free.metering.models import Usage, UsageDay
from billing_free.metering.registry import meters
from tenants.console.registry import Reading, UsageColumn
from tenants.postgresql.current import connection
from tenants.spaces.models import Space, State
from tenants.spaces.scopes import platform

TOTALS = """
SELECT figure.key, sum(figure.value::bigint)::bigint
FROM metering_usage u JOIN spaces_space s ON s.id = u.space_id AND s.state <> %s, jsonb_each_text(u.figures) AS figure
WHERE NOT (figure.key = ANY(%s) AND u.measured_at < %s) GROUP BY figure.key
"""
HISTORY_FOR = timedelta(days=200)


def columns() -> list[UsageColumn]:
    """Return what is measured, as the console shows it."""
    return [
        UsageColumn(slug=each.slug, label=each.label, is_bytes=each.is_bytes, in_list=each.headline)
        for each in meters()
    ]


def latest(spaces: Collection[int]) -> dict[int, Reading]:
    """Return what these spaces used when they were last measured, by primary key."""
    rows = Usage.objects.filter(space_id__in=spaces).values_list("space_id", "figures", "measured_at")
    return {pk: this_month(figures, measured_at) for pk, figures, measured_at in rows}


def totals() -> Reading:
    """Return what all the spaces use together, those that were deleted left out."""
    monthly = [meter.slug for meter in meters() if meter.monthly]
    with connection.cursor() as cursor:
        cursor.execute(TOTALS, [State.DELETED, monthly, month_start()])
        return dict(cursor.fetchall())


def history(space: int) -> list[tuple[date, Reading]]:
    """Return the measures of a space, one a day, the oldest first."""
    return list(days_kept().filter(space_id=space).values_list("on", "figures"))


def days_kept() -> QuerySet[UsageDay]:
    """Return the measures of all spaces that pages show, the oldest first."""
    return UsageDay.objects.filter(on__gte=timezone.localdate() - HISTORY_FOR).order_by("on")


def measures_of(space: Space) -> tuple[Usage | None, list[tuple[date, Reading]]]:
    """Return the last measure of a space (`None` before the first) and its history, read from inside it."""
    with platform():
        usage = Usage.objects.filter(space=space).first()
        days = history(space.pk) if usage else []
    if usage is not None:
        usage.figures = this_month(usage.figures, usage.measured_at)
    return usage, days


def month_start() -> datetime:
    """Return when this month began."""
    return timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def this_month(figures: Reading, measured_at: datetime) -> Reading:
    """Return the figures without those of a month that is over (a closed space is not measured any more)."""
    if measured_at >= month_start():
        return figures
    stale = {meter.slug for meter in meters() if meter.monthly}
    return {slug: 0 if slug in stale else value for slug, value in figures.items()}
