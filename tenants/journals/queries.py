"""Reads of what is known of logs. On the platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from tenants.journals.models import Journal
from tenants.spaces.models import Space

DAILY = timedelta(hours=20)
STALE = timedelta(days=3)


@dataclass(frozen=True)
class Summary:
    """Where all logs stand. `through`: the day up to which every one of them is good, those of spaces included."""

    platform: Journal | None
    spaces: int
    through: date | None
    checked_at: datetime | None
    faulty: list[Journal]


def journals() -> QuerySet[Journal]:
    """Return what is known of each log, the faulty ones first."""
    return Journal.objects.select_related("space").order_by("-faults", "space__name", "pk")


def journal_of(space: Space | None) -> Journal:
    """Return what is known of a log, made if need be."""
    found, _new = Journal.objects.get_or_create(space=space)
    return found


def summary() -> Summary:
    """Return where all logs stand: three queries."""
    found = Journal.objects.exclude(space=None).aggregate(
        count=Count("pk", filter=Q(checked_at__isnull=False)), through=Min("through"), at=Max("checked_at")
    )
    faulty = list(journals().filter(faults__gt=0)[:20])
    own = Journal.objects.filter(space=None).first()
    return Summary(own, found["count"], found["through"], found["at"], faulty)


def is_check_due(space: Space | None) -> bool:
    """Tell whether a log was not compared today."""
    since = timezone.now() - DAILY
    return not Journal.objects.filter(space=space, checked_at__gt=since).exists()


def stale(now: datetime) -> QuerySet[Journal]:
    """Return the logs that nobody compared for days."""
    return Journal.objects.filter(Q(checked_at__lt=now - STALE) | Q(checked_at=None))
