"""One person, several tabs, impatient clicks: a request is changed by one of them at a time."""

from __future__ import annotations

from platform_core.access import require
from platform_core.access.actors import Actor
from tenants.opening.models import SpaceRequest


def locked(request: SpaceRequest, by: Actor, permission: str = "opening.fill") -> SpaceRequest:
    """Return the row as it is now, locked until the end of the transaction. Raises `NotAllowed` if it was sent since."""
    row = SpaceRequest.objects.select_for_update().get(pk=request.pk)
    require(permission, by, row)
    return row
