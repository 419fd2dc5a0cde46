"""How everything is: read now where that is cheap, as the worker last read it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Q, When

from tenants.health.models import Watched
from tenants.health.registry import Check, Reading, Status, checks
from tenants.spaces.migrating import MIGRATED
from tenants.spaces.models import Space
from tenants.spaces.versions import known_version

GRAVITY = {Status.DOWN: 0, Status.WATCH: 1, Status.FINE: 2}


@dataclass(frozen=True)
class Line:
    """One line of the page. `since` is empty when nobody noted it yet; `seen_at` when it was read, if not just now."""

    check: Check
    reading: Reading
    since: datetime | None
    seen_at: datetime | None = None


def read_all() -> list[tuple[Check, Reading]]:
    """Read everything that is watched."""
    return [(check, check.read()) for check in checks()]


def lines() -> list[Line]:
    """Return the lines of the page, the gravest first."""
    known = {row.slug: row for row in Watched.objects.all()}
    found = [_line(check, known.get(check.slug)) for check in checks()]
    return sorted(found, key=lambda line: (GRAVITY[line.reading.status], line.check.order))


def worst(readings: list[Reading]) -> Status:
    """Return the gravest status."""
    return min((reading.status for reading in readings), key=GRAVITY.__getitem__, default=Status.FINE)


def _line(check: Check, row: Watched | None) -> Line:
    if check.live or row is None:
        reading = check.read()
        same = row is not None and row.status == reading.status
        return Line(check, reading, reading.since or (row.since if row and same else None))
    kept = Reading(status=Status(row.status), says=row.says, advice=row.advice)
    return Line(check, kept, row.since, row.seen_at)


def versions() -> Any:  # a QuerySet[Space] with an annotation, which its type cannot say
    """Return the spaces that are kept up to date, with `behind`; those that lag first."""
    lacking = Q(health__lacking__isnull=False) & ~Q(health__lacking=[])
    behind = Case(
        When(~Q(schema_version=known_version()) | lacking, then=True), default=False, output_field=BooleanField()
    )
    kept = (
        Space.objects.exclude(state__in=MIGRATED).select_related("health").defer("welcome", "signing_key", "searched")
    )
    return kept.annotate(behind=behind).order_by("-behind", "name", "pk")
