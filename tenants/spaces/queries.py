"""Reads of spaces from outside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tenants.spaces.models import Domain, Space, State
from tenants.spaces.scopes import platform

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWERING = [State.ACTIVE, State.SUSPENDED]


def space_at(host: str) -> Space | None:
    """Return the space that answers at a host name (no port), `None` for one unknown, half made or deleted."""
    domain = Domain.objects.select_related("tenant").filter(domain=host, tenant__state__in=ANSWERING).first()
    return domain.tenant if domain else None


def active_schema_names() -> list[str]:
    """Return the schema names of spaces in service, to fan work out over them."""
    with platform():
        return list(Space.objects.active().order_by("pk").values_list("schema_name", flat=True))


def each_active() -> Iterator[Space]:
    """Yield the spaces in service."""
    with platform():
        spaces = list(Space.objects.active().order_by("pk"))
    yield from spaces
