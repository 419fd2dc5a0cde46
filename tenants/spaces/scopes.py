"""Enter and leave a scope: the only place, with the middleware, that changes what the connection may see."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation

from platform_core.scope import PLATFORM, NoScope, Scope
from tenants.postgresql.base import PlatformScope
from tenants.postgresql.current import connection
from tenants.spaces.models import Space, State
from tenants.spaces.rules import FROZEN
from tenants.spaces.versions import is_behind

if TYPE_CHECKING:
    from collections.abc import Iterator

USABLE = frozenset({State.ACTIVE, State.PROVISIONING})


@contextmanager
def entered(scope: Any) -> Iterator[Scope]:
    """Enter a scope for the length of a `with`, with its time zone and language, and come back to where one was."""
    before = connection.tenant
    connection.set_tenant(scope)
    try:
        with timezone.override(scope.time_zone), translation.override(scope.language):
            yield scope
    finally:
        if before is None:
            connection.leave_scope()
        else:
            connection.set_tenant(before)


@contextmanager
def platform() -> Iterator[Scope]:
    """Enter the platform."""
    with entered(PlatformScope()) as scope:
        yield scope


@contextmanager
def open_schema(schema_name: str, *, when_frozen: bool = False) -> Iterator[Scope]:
    """Enter the space that has this schema name (or the platform); raises `NoScope` unless it is in service.

    `when_frozen`: one that is read-only is entered too.
    """
    if schema_name == PLATFORM:
        with platform() as scope:
            yield scope
        return
    usable = USABLE | FROZEN if when_frozen else USABLE
    with platform():
        space = Space.objects.filter(schema_name=schema_name, state__in=usable).first()
    # One that waits for its migration is not in service yet, nor is one of a platform made read-only: its work waits too.
    if space is None or is_behind(space) or (space.is_frozen and not when_frozen):
        msg = f"{schema_name} is not a space in service"
        raise NoScope(msg)
    with entered(space) as scope:
        yield scope
