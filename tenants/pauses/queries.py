"""Reads of pauses: is the platform read-only, since when, and the times before."""

from __future__ import annotations

from django.db.models import QuerySet

from platform_core import scope
from tenants.pauses.models import Pause

KEPT = "_pause"


def pauses() -> QuerySet[Pause]:
    """Return all pauses, the last first."""
    return Pause.objects.all()


def pause_now() -> Pause | None:
    """Return the pause that is open. On the platform."""
    return Pause.objects.filter(ended_at=None).first()


def pause_of_request() -> Pause | None:
    """Return the same, read once for a request or a task on the platform, which has a scope of its own."""
    here = scope.current()
    if not hasattr(here, KEPT):
        setattr(here, KEPT, pause_now())
    found: Pause | None = getattr(here, KEPT)
    return found
