"""Use so much of each quota, through the rows that count; and limits small enough to be reached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from billing_free.plans.operations import choose_plan, raise_quota
from billing_free.quotas.counting import take
from billing_free.quotas.table import API_CALLS, CONSULTATIONS, EMAILS, EXPORTS, MEMBERS, QUOTAS, STORAGE, PlanName
from platform_core.accounts.models import User
from platform_core.files.models import StoredFile
from platform_core.mail.models import Email
from tenants.spaces.models import Space
from tests import making

LIMIT = 10


def lower(space: Space, **limits: int) -> None:
    """Give a space a plan made to measure: `LIMIT` of each quota, unless said."""
    with making.in_platform():
        own = {**dict.fromkeys(QUOTAS, LIMIT), **limits}
        choose_plan(by=making.SYSTEM, space=space, plan=PlanName.CHOICE, limits=own)


def lift(space: Space, quota: str, limit: int, *, days: int = 7) -> None:
    """Raise a limit until that many days from now."""
    until = timezone.localdate() + timedelta(days=days)
    with making.in_platform():
        raise_quota(by=making.SYSTEM, space=space, quota=quota, limit=limit, until=until, reason="Assises")


def _members(count: int) -> None:
    there = User.objects.filter(is_active=True).count()
    for number in range(there, count):
        making.make_user(f"membre{number}@example.org")


def _storage(count: int) -> None:
    owner = User.objects.order_by("pk").first()
    assert owner
    StoredFile.objects.create(owner=owner, name="a.pdf", content_type="application/pdf", size=count, sha256="0" * 64)


def _emails(count: int) -> None:
    Email.objects.bulk_create(Email(key=f"lettre {uuid4()}", to="a@example.org") for _n in range(count))


def _consultations(count: int) -> None:
    for _n in range(count):
        made = making.make_consultation(slug=f"concertation-{uuid4().hex}")
        making.make_step(made, "proposals")


FILL: dict[str, Callable[[int], object]] = {
    MEMBERS: _members,
    STORAGE: _storage,
    EMAILS: _emails,
    EXPORTS: lambda count: take(EXPORTS, count),
    CONSULTATIONS: _consultations,
    API_CALLS: lambda count: take(API_CALLS, count),
}
