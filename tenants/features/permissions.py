"""Who holds which key."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


@permission("features.allow")
def allow(actor: Actor) -> Denial | None:
    """Allow or refuse a feature to a space: operators of the platform, from the platform."""
    if scope.in_space():  # a user of a space is never an operator, whatever its row says
        return Denial("operator", _("Cette action est réservée aux opérateurs de la plateforme."))
    return has_role(actor, Role.OPERATOR)


@permission("features.switch")
def switch(actor: Actor) -> Denial | None:
    """Switch a feature on or off in the space one is in."""
    return has_role(actor, Role.ADMINISTRATOR)
