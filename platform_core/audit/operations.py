"""Seal the days of the log that are over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit import permissions  # noqa: F401 (declares it)
from platform_core.audit.models import Entry, Seal
from platform_core.audit.sealing import Sealer, by_day, last_sealable, written


@transaction.atomic
def seal_days(*, by: Actor, at: datetime) -> int:
    """Seal every day since the last one sealed (or since the first entry); returns how many. Safe to run again.

    A day without entries is sealed too, so that nothing slips in. Two at once write the same rows: the second writes none.
    """
    require("audit.seal", by)
    last = Seal.objects.order_by("-day").first()
    first, stop = _first_day(last), last_sealable(at)
    if first is None or first > stop:
        return 0
    sealer, previous = Sealer(), last.digest if last else ""
    entries = dict(_marks(sealer, first, stop))
    made = []
    for on in (first + timedelta(days=number) for number in range((stop - first).days + 1)):
        marks = entries.get(on, {})
        text = written(marks)
        digest = sealer.day(on, text, previous)
        made.append(Seal(day=on, rows=len(marks), marks=text, previous=previous, digest=digest))
        previous = digest
    Seal.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
    return len(made)


def _first_day(last: Seal | None) -> date | None:
    if last is not None:
        day: date = last.day
        return day + timedelta(days=1)
    at = Entry.objects.order_by("at").values_list("at", flat=True).first()
    return at.astimezone(UTC).date() if at is not None else None


def _marks(sealer: Sealer, first: date, stop: date) -> list[tuple[date, dict[int, str]]]:
    return [(on, sealer.marks(entries)) for on, entries in by_day(first, stop)]
