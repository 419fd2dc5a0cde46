"""Requests left half-way do not stay: their personal data goes first, then the row."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from tenants.opening import letters
from tenants.opening.limits import CODES_IN_ALL, DRAFT_LIFE, EXPIRED_KEPT, HOUR, REFUSED_KEPT
from tenants.opening.models import BEING_WRITTEN, NOBODY, EmailCode, SpaceRequest, State


@transaction.atomic
def expire_requests(*, by: Actor) -> int:
    """Close what was abandoned, without keeping who it was; remove what has been closed for long. Returns how many."""
    require("opening.expire", by)
    now = timezone.now()
    SpaceRequest.objects.filter(state=State.EXPIRED, touched_at__lt=now - EXPIRED_KEPT).delete()
    abandoned = SpaceRequest.objects.filter(
        Q(state__in=BEING_WRITTEN, touched_at__lt=now - DRAFT_LIFE)
        | Q(state=State.REFUSED, decided_at__lt=now - REFUSED_KEPT)
    )
    found = list(abandoned.select_for_update(skip_locked=True).values_list("pk", flat=True))
    if found:
        EmailCode.objects.filter(request__in=found).delete()
        SpaceRequest.objects.filter(pk__in=found).update(state=State.EXPIRED, touched_at=now, **NOBODY)
        record("opening.expire", by=by, count=len(found))
    return len(found)


@transaction.atomic
def warn_flood(*, by: Actor) -> bool:
    """Tell the operators when codes are asked for in unusual numbers; returns whether they are."""
    require("opening.expire", by)
    flooded = EmailCode.objects.filter(created_at__gt=timezone.now() - HOUR).count() >= CODES_IN_ALL
    if flooded:
        letters.warn_of_flood()
    return flooded
