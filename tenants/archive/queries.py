"""Reads of archives."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from platform_core.access.actors import Actor, roles_of
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.retention import must_be_kept
from tenants.archive.models import UNDER_WAY, Archive, State

SILENCE = timedelta(minutes=3)  # of a worker that builds; beyond, it is believed dead
LOST = timedelta(seconds=45)  # an archive waiting for longer: its message was lost


def visible_to(actor: Actor) -> QuerySet[Archive]:
    """Return the archives that an actor may know of: all for an administrator, none for anybody else."""
    found = Archive.objects.select_related("requested_by")
    return found if Role.ADMINISTRATOR in roles_of(actor) else found.none()


def other_administrators(person_id: int | None) -> list[int]:
    """Return the administrators of the space but one."""
    team = User.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True)
    return [pk for pk in team.order_by("pk").values_list("pk", flat=True) if pk != person_id]


def takeable(at: datetime) -> QuerySet[Archive]:
    """Return the archives that a worker may begin."""
    return Archive.objects.filter(Q(state=State.WAITING) | Q(state=State.BUILDING, heartbeat_at__lt=at - SILENCE))


def abandoned(at: datetime) -> QuerySet[Archive]:
    """Return the archives that nobody builds: their message was lost, or their worker is silent."""
    waiting = Q(state=State.WAITING, requested_at__lt=at - LOST)
    return Archive.objects.filter(waiting | Q(state=State.BUILDING, heartbeat_at__lt=at - SILENCE))


def outdated(at: datetime) -> QuerySet[Archive]:
    """Return the archives whose file is kept no longer."""
    return Archive.objects.filter(state=State.READY, expires_at__lte=at)


def holding_everything() -> QuerySet[Archive]:
    """Return the archives that hold, or will hold, what every person wrote."""
    return Archive.objects.filter(state__in=[*UNDER_WAY, State.READY])


def work_is_due() -> bool:
    """Tell whether an archive is to be taken up or removed."""
    at = timezone.now()
    return abandoned(at).exists() or (outdated(at).exists() and not must_be_kept())
