"""While the platform is read-only, nobody but operators may anything on its own pages that is not reading or leaving.

(In spaces, `tenants.spaces.freezing` refuses: the reason is on the row of each.)
"""

from __future__ import annotations

from platform_core import scope
from platform_core.access.actors import Actor, roles_of
from platform_core.access.permissions import Denial, Permission
from platform_core.access.roles import Role
from tenants.pauses.queries import pause_now, pause_of_request
from tenants.spaces.freezing import paused
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform


def refuse(asked: Permission, by: Actor) -> Denial | None:
    """Return the refusal, on the platform, while it is read-only."""
    if asked.when_frozen or scope.in_space() or Role.OPERATOR in roles_of(by):
        return None
    now = pause_of_request()
    return paused(now.reason) if now is not None else None


def pause_new(space: Space) -> None:
    """Have a space that opens during a pause take part in it."""
    with platform():
        now = pause_now()
        if now is not None:
            Space.objects.filter(pk=space.pk).update(paused=now.reason)
