"""Reads of spaces from outside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from tenants.spaces.models import Domain, Space
from tenants.spaces.rules import LIVING
from tenants.spaces.scopes import platform

if TYPE_CHECKING:
    from collections.abc import Iterator


def domain_at(host: str) -> Domain | None:
    """Return the host (no port) with the space that it leads to, `None` when that is unknown, half made or deleted.

    A former host counts until its date: it redirects.
    """
    current = Q(former_until=None) | Q(former_until__gt=timezone.now())
    hosts = Domain.objects.select_related("tenant").filter(current, domain=host, tenant__state__in=LIVING)
    found: Domain | None = hosts.first()
    return found


def active_schema_names() -> list[str]:
    """Return the schema names of spaces in service, to fan work out over them."""
    with platform():
        return list(Space.objects.active().order_by("pk").values_list("schema_name", flat=True))


def each_living() -> Iterator[Space]:
    """Yield the spaces in service and those that are read-only (`is_frozen`), where some work goes on."""
    with platform():
        spaces = list(Space.objects.living().order_by("pk"))
    yield from spaces
