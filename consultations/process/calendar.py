"""Days and hours of a calendar, in the space's time zone: pure functions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

LAST_MINUTE = time(23, 59)


def opening_of(day: date) -> datetime:
    """Return the first moment of a day, here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """Return the last minute of a day, here: "until 31 August" includes the 31st."""
    return timezone.make_aware(datetime.combine(day, LAST_MINUTE))


def shifted(moment: datetime, by: timedelta) -> datetime:
    """Return a moment moved by whole days, at the same hour of the clock whatever the change of season."""
    return timezone.make_aware(timezone.make_naive(moment) + by)
