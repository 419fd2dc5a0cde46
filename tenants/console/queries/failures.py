"""Work that was given up. Counts come from what the worker saw; details from the one place that is looked at."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import QuerySet, Sum

from platform_core.outbox.models import Delivery, State
from tenants.console.models import SpaceHealth
from tenants.console.rules import scrubbed
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tenants.spaces.models import State as SpaceState
from tenants.spaces.scopes import entered

KINDS = """
SELECT failure.key, count(*), sum(failure.value::bigint)::bigint
FROM console_spacehealth h JOIN spaces_space s ON s.id = h.space_id AND s.state <> %s,
     jsonb_each_text(h.failures) AS failure
WHERE h.failed > 0 GROUP BY failure.key ORDER BY 3 DESC, 1
"""
SHOWN = 200  # the oldest failures of one place; beyond, they are relaunched by kind


@dataclass(frozen=True)
class FailedKind:
    """What one consumer failed to do, in how many spaces."""

    consumer: str
    spaces: int
    count: int


@dataclass(frozen=True)
class Failure:
    """One delivery that was given up: technical columns only, its error without the values it quotes."""

    id: int
    event: str
    consumer: str
    attempts: int
    since: datetime
    error: str


def failed_kinds() -> list[FailedKind]:
    """Return what failed in the spaces, by kind, the most numerous first. One query, whatever the number of spaces."""
    with connection.cursor() as cursor:
        cursor.execute(KINDS, [SpaceState.DELETED])
        return [FailedKind(*row) for row in cursor.fetchall()]


def failing_spaces() -> QuerySet[SpaceHealth]:
    """Return the spaces in which something failed, the worst first."""
    failing = SpaceHealth.objects.filter(failed__gt=0).exclude(space__state=SpaceState.DELETED)
    return failing.select_related("space").order_by("-failed", "space_id")


def failed_in_spaces() -> int:
    """Return how many deliveries failed in all the spaces."""
    return failing_spaces().order_by().aggregate(total=Sum("failed"))["total"] or 0


def failed_on_platform() -> int:
    """Return how many deliveries failed on the platform."""
    return Delivery.objects.filter(state=State.FAILED).count()


def failures_in(space: Space | None) -> list[Failure] | None:
    """Return the oldest failures of a space, or (`None`) of the platform; `None` when its tables cannot be read.

    This is the one read of the console inside a space: what is to be done of an event, never what the event is about.
    """
    columns = ("pk", "event__name", "consumer", "attempts", "event__created_at", "error")
    failed = Delivery.objects.filter(state=State.FAILED).order_by("pk")
    try:
        with transaction.atomic(), nullcontext() if space is None else entered(space):
            rows = list(failed.values_list(*columns)[:SHOWN])
    except DatabaseError:  # a schema that is missing or lags: the operator has to see the page all the same
        return None
    return [
        Failure(pk, event, consumer, attempts, since, scrubbed(error))
        for pk, event, consumer, attempts, since, error in rows
    ]
