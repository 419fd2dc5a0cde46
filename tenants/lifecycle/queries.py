"""Reads of the life of a space. All on the platform, whatever the scope one is in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from platform_core import scope
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.spaces.models import Deletion, Domain, Space, State
from tenants.spaces.rules import LAST_CALL, LIVING, REMINDERS
from tenants.spaces.scopes import entered, platform


def deletion_of(space: Space) -> Deletion | None:
    """Return what is asked or decided for a space and neither done nor given up."""
    with platform():
        return Deletion.objects.filter(space=space, cancelled_at=None, done_at=None).first()


def is_open_here() -> bool:
    """Tell whether the space one is in is open to the public, as the database has it now."""
    schema = scope.schema_name()
    with platform():
        return Space.objects.filter(schema_name=schema).exclude(opened_at=None).exists()


def former_hosts(space: Space) -> list[Domain]:
    """Return the addresses that lead to a space since it moved, the most recent first."""
    with platform():
        return list(Domain.objects.filter(tenant=space).exclude(former_until=None).order_by("-former_until"))


def scheduled() -> QuerySet[Deletion]:
    """Return the deletions in their time of grace, each with its space."""
    decided = Deletion.objects.filter(space__state=State.SCHEDULED, cancelled_at=None, done_at=None)
    return decided.exclude(approved_at=None).select_related("space").order_by("space__delete_at")


def to_remind(at: datetime) -> list[Deletion]:
    """Return the deletions whose date is near enough for a reminder, sent or not."""
    return list(scheduled().filter(space__delete_at__lte=at + timedelta(days=max(REMINDERS))))


def due(at: datetime) -> list[int]:
    """Return the numbers of the spaces to delete now: their date is past and the last reminder a day old, or it began."""
    ripe = scheduled().filter(space__delete_at__lte=at, last_call_at__lte=at - LAST_CALL)
    begun = Deletion.objects.filter(space__state=State.DELETED, cancelled_at=None, done_at=None)
    return [*ripe.values_list("space_id", flat=True), *begun.values_list("space_id", flat=True)]


def waiting_deletions() -> QuerySet[Deletion]:
    """Return what an operator asked for and another has not approved."""
    asked = Deletion.objects.filter(approved_at=None, cancelled_at=None, done_at=None, space__state__in=LIVING)
    return asked.select_related("space").order_by("asked_at")


def other_operators(user_id: int) -> bool:
    """Tell whether the platform has another operator than this one."""
    found = User.objects.filter(roles__contains=[Role.OPERATOR], is_active=True).exclude(pk=user_id)
    return bool(found.exists())


def administrators(space: Space) -> dict[str, str]:
    """Return the addresses of a space's administrators by a stable name; when there is none left, the space's own."""
    with entered(space):
        team = User.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True).order_by("pk")
        found = {str(pk): email for pk, email in team.values_list("pk", "email")}
    others = {"founder": space.founder_email, "contact": space.contact_email}
    return found or {name: address for name, address in others.items() if address}
