"""Reads of arrivals, and of the files that wait on the server."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from tenants.arrivals.models import UNDER_WAY, Arrival, State

LOST = timedelta(seconds=45)  # an arrival waiting for longer: its message was lost
SILENCE = timedelta(minutes=3)  # of whoever works on it; beyond, it is believed dead
MOST = 200  # files listed
OWN = "recu-"  # how the files begin that came through the page


def arrivals() -> QuerySet[Arrival]:
    """Return all, the last first."""
    return Arrival.objects.select_related("space")


def stalled(at: datetime) -> QuerySet[Arrival]:
    """Return those that nobody works on."""
    waiting = Q(state=State.WAITING, requested_at__lt=at - LOST)
    return Arrival.objects.filter(waiting | Q(state__in=UNDER_WAY, heartbeat_at__lt=at - SILENCE))


def folder() -> Path:
    """Return the folder in which archives are put by hand, and those of the page are kept."""
    return Path(settings.ARRIVALS_ROOT)


def files_waiting() -> list[Path]:
    """Return the archives put in the folder by hand, in alphabetical order; links and hidden files are not seen."""
    if not folder().is_dir():
        return []
    found = [path for path in folder().glob("*.zip") if path.is_file() and not path.is_symlink()]
    return sorted(path for path in found if not path.name.startswith((".", OWN)))[:MOST]
