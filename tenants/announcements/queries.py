"""Reads of announcements: all of them for operators, those of one space for its team."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from tenants.announcements.models import Addressee, Announcement
from tenants.announcements.rules import ATTEMPTS
from tenants.spaces.models import Space
from tenants.spaces.rules import LIVING


def announcements() -> QuerySet[Announcement]:
    """Return all announcements, the last to begin first."""
    return Announcement.objects.all()


def living_spaces() -> QuerySet[Space]:
    """Return the spaces whose team can read something."""
    return Space.objects.filter(state__in=LIVING).order_by("pk")


def current() -> QuerySet[Announcement]:
    """Return what is shown now, or will be."""
    return Announcement.objects.filter(withdrawn_at=None, ends_at__gt=timezone.now()).order_by("starts_at", "pk")


def said_to(space: Space) -> QuerySet[Announcement]:
    """Return what was said to the team of a space, the last first. On the platform."""
    begun = Announcement.objects.filter(withdrawn_at=None, starts_at__lte=timezone.now())
    mine = Addressee.objects.filter(space=space).values("announcement")
    return begun.filter(Q(everyone=True) | Q(pk__in=mine))


def to_tell(now: datetime) -> QuerySet[Addressee]:
    """Return the letters that are due: of what has begun and goes on, not yet written, not given up."""
    waiting = Addressee.objects.filter(told_at=None, attempts__lt=ATTEMPTS, announcement__with_letter=True)
    begun = waiting.filter(announcement__starts_at__lte=now, announcement__ends_at__gt=now)
    return begun.filter(announcement__withdrawn_at=None).order_by("attempts", "pk")


def progress(announcement: Announcement) -> dict[str, int]:
    """Return how many spaces were written to, wait, could not be written to."""
    given_up = Q(told_at=None, attempts__gte=ATTEMPTS)
    return announcement.addressees.aggregate(
        told=Count("pk", filter=Q(told_at__isnull=False)),
        waiting=Count("pk", filter=Q(told_at=None) & ~given_up),
        failed=Count("pk", filter=given_up),
    )


def failures(announcement: Announcement) -> QuerySet[Addressee]:
    """Return the spaces to which nothing could be written so far, with what went wrong."""
    return (
        announcement.addressees.filter(told_at=None).exclude(error="").select_related("space").order_by("space__name")
    )
