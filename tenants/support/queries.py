"""Reads of accesses. All inside the space."""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet
from django.utils import timezone

from platform_core.audit.models import Entry
from tenants.support.models import SupportAccess


def seal(secret: str) -> str:
    """Return what is kept of the secret of a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def access_of(user_id: int | None) -> SupportAccess | None:
    """Return the access that an account of support is using, `None` once it is over: asked at each page."""
    now = timezone.now()
    return SupportAccess.objects.filter(person_id=user_id, ended_at=None, until__gt=now).first()


def access_behind(secret: str) -> SupportAccess | None:
    """Return the access that a link opens, `None` when it opens nothing (any more)."""
    now = timezone.now()
    usable = SupportAccess.objects.filter(secret_until__gt=now, until__gt=now, ended_at=None)
    return usable.filter(secret_hash=seal(secret)).first()


def accesses() -> QuerySet[SupportAccess]:
    """Return all accesses of the space, the latest first."""
    return SupportAccess.objects.select_related("given_by").order_by("-id")


def done_during(access: SupportAccess) -> QuerySet[Entry]:
    """Return what the operator opened and changed, the latest first."""
    return Entry.objects.filter(actor_id=access.person_id) if access.person_id else Entry.objects.none()
