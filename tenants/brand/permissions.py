"""Who may change how a space looks and reads."""

from __future__ import annotations

from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


@permission("brand.edit")
def edit(actor: Actor) -> Denial | None:
    """Change the look, the menus, the languages and the time of the space one is in."""
    return has_role(actor, Role.ADMINISTRATOR)
