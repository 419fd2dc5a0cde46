"""Reads of domains. Called from inside a space, they enter the platform by themselves."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from platform_core.access.actors import Actor, roles_of
from platform_core.access.roles import Role
from tenants.domains.models import OwnDomain
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform


def domains_of(space: Space, actor: Actor) -> list[OwnDomain]:
    """Return the domains of a space that an actor may know of: all for its administrators, none for anybody else."""
    if Role.ADMINISTRATOR not in roles_of(actor):
        return []
    with platform():
        return list(OwnDomain.objects.filter(space=space).select_related("space"))


def domain_of(space: Space, actor: Actor, pk: int) -> OwnDomain | None:
    """Return one of them."""
    return next((one for one in domains_of(space, actor) if one.pk == pk), None)


def due(at: datetime) -> QuerySet[OwnDomain]:
    """Return the domains to be looked at, those of deleted spaces excepted."""
    return OwnDomain.objects.filter(next_check_at__lte=at).exclude(space__state="deleted").order_by("next_check_at")
