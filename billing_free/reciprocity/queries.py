"""Reads of the ledger and of the account. All on the platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from billing_free.metering.registry import meters
from billing_free.reciprocity.models import Cost, Gift, State, Unit, YearUse
from tenants.postgresql.current import connection

# The last measure of each month of each space; what starts again each month is added up over them, the rest is what there
# was at the end. A space in preparation appears nowhere, hence not here.
USE = """
WITH last AS (
  SELECT DISTINCT ON (space_id, date_trunc('month', "on")) space_id, "on", figures FROM metering_usageday
  JOIN spaces_space ON spaces_space.id = space_id AND spaces_space.opened_at IS NOT NULL
  WHERE "on" >= %(start)s AND "on" < %(end)s ORDER BY space_id, date_trunc('month', "on"), "on" DESC
), newest AS (SELECT DISTINCT ON (space_id) figures FROM last ORDER BY space_id, "on" DESC)
SELECT f.key, sum(f.value::bigint)::bigint FROM last, jsonb_each_text(figures) f WHERE f.key = ANY(%(monthly)s) GROUP BY 1
UNION ALL
SELECT f.key, sum(f.value::bigint)::bigint FROM newest, jsonb_each_text(figures) f
WHERE NOT f.key = ANY(%(monthly)s) GROUP BY 1
UNION ALL SELECT '', count(*)::bigint FROM newest
"""


@dataclass(frozen=True)
class Given:
    """What was given in a year, or since the beginning: how many times, how many hours, how many of each kind."""

    count: int
    hours: Decimal
    kinds: dict[str, int]


def public_gifts(*, kind: str = "", year: int | None = None) -> QuerySet[Gift]:
    """Return what is confirmed, the newest first, with who gave and who received."""
    found = Gift.objects.filter(state=State.CONFIRMED)
    if kind:
        found = found.filter(kind=kind)
    if year:
        found = found.filter(given_on__year=year)
    return found.select_related("space", "receiver").defer("space__signing_key", "receiver__signing_key")


def given(year: int | None = None) -> Given:
    """Return the totals of what is confirmed. One query."""
    rows = list(
        public_gifts(year=year)
        .select_related(None)
        .defer(None)
        .order_by()
        .values_list("kind", "unit")
        .annotate(Count("pk"), Sum("amount"))
    )
    kinds: dict[str, int] = {}
    for kind, _unit, count, _amount in rows:
        kinds[kind] = kinds.get(kind, 0) + count
    hours = sum((amount for _kind, unit, _count, amount in rows if unit == Unit.HOURS), Decimal(0))
    return Given(sum(kinds.values()), hours, kinds)


def years() -> list[int]:
    """Return the years that have something to say, this one included, the newest first."""
    told = {when.year for when in Gift.objects.filter(state=State.CONFIRMED).dates("given_on", "year")}
    told |= set(Cost.objects.values_list("year", flat=True)) | set(YearUse.objects.values_list("year", flat=True))
    return sorted(told | {timezone.localdate().year}, reverse=True)


def costs(year: int) -> list[Cost]:
    """Return what a year cost."""
    return list(Cost.objects.filter(year=year))


def year_use(year: int) -> YearUse | None:
    """Return what the platform used in a year; `None` when nothing was added up."""
    return YearUse.objects.filter(year=year).first()


def use_of(year: int) -> tuple[int, dict[str, int]]:
    """Add up what spaces used in a year, from their daily measures: how many spaces, and the figures by meter."""
    monthly = [meter.slug for meter in meters() if meter.monthly]
    values = {"start": date(year, 1, 1), "end": date(year + 1, 1, 1), "monthly": monthly}
    with connection.cursor() as cursor:
        cursor.execute(USE, values)
        figures = dict(cursor.fetchall())
    return figures.pop("", 0), figures


def gifts_of(space: int) -> QuerySet[Gift]:
    """Return what a space gave, whatever its state."""
    return _whole(Gift.objects.filter(space=space))


def gifts_to_confirm(space: int) -> QuerySet[Gift]:
    """Return what others say they gave to a space, that waits for its answer."""
    return _whole(Gift.objects.filter(receiver=space, state=State.PLEDGED)).order_by("pledged_at", "pk")


def gifts_for_operators(state: str) -> QuerySet[Gift]:
    """Return the gifts of one state; the oldest first of those that wait."""
    found = _whole(Gift.objects.filter(state=state))
    return found.order_by("pledged_at", "pk") if state == State.PLEDGED else found


def waiting(_request: HttpRequest) -> int:
    """Count what waits for an operator: what was given to the commons itself."""
    return Gift.objects.filter(state=State.PLEDGED, receiver=None).count()


def _whole(found: QuerySet[Gift]) -> QuerySet[Gift]:
    return found.select_related("space", "receiver").defer("space__signing_key", "receiver__signing_key")
