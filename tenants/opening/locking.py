"""One person, several tabs, impatient clicks: a request is changed by one of them at a time."""

from __future__ import annotations

from platform_core.access import require
from platform_core.access.actors import Actor
from tenants.opening.models import SpaceRequest
from tenants.postgresql.current import connection

COUNTING = 0x0CF0  # key of an advisory lock


def locked(request: SpaceRequest, by: Actor, permission: str = "opening.fill") -> SpaceRequest:
    """Return the row as it is now, locked until the end of the transaction. Raises `NotAllowed` if it was sent since."""
    row = SpaceRequest.objects.select_for_update().get(pk=request.pk)
    require(permission, by, row)
    return row


def count_alone() -> None:
    """Until the transaction ends, let nobody else pass here: two who count at the same moment would both find room."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [COUNTING])
