"""Count exactly, under concurrency, what has no rows of its own: one statement that adds only within the limit."""

from __future__ import annotations

from django.db import models

from billing_free.quotas.models import Count
from billing_free.quotas.queries import Verdict, limits, period_start, used
from billing_free.quotas.table import QUOTAS
from tenants.postgresql.current import connection

TAKE = """
INSERT INTO quotas_count AS c (quota, period, used, warned) SELECT %(quota)s, %(period)s, %(adding)s, 0
WHERE %(adding)s <= %(limit)s
ON CONFLICT (quota, period) DO UPDATE SET used = c.used + excluded.used WHERE c.used + excluded.used <= %(limit)s
RETURNING c.used
"""
NO_LIMIT = models.BigIntegerField.MAX_BIGINT


def take(quota: str, adding: int = 1, *, beyond: bool = False) -> Verdict:
    """Add to the counter of a quota unless this goes beyond its limit, in which case nothing is added and the verdict is
    full. Undone with the transaction one is in. `beyond`: counted, never refused. Two statements, three when full.
    """
    allowed = limits()[quota]
    values = {"quota": quota, "period": period_start(quota), "adding": adding}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {**values, "limit": NO_LIMIT if beyond else allowed})
        row = cursor.fetchone()
    if row is None:
        return Verdict(QUOTAS[quota], used(quota), allowed, adding)
    return Verdict(QUOTAS[quota], row[0] - adding, allowed, 0 if beyond else adding)


def hold(quota: str) -> None:
    """Until the transaction ends, let nobody else in this space pass here: what is counted from rows stays true."""
    row, _new = Count.objects.get_or_create(quota=quota, period=period_start(quota))
    Count.objects.select_for_update().get(pk=row.pk)
