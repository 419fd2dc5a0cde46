"""Who may make a space of an archive: operators, from the platform."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


@permission("arrivals.request")
def request(actor: Actor) -> Denial | None:
    """Bring an archive to be imported as a new space."""
    if scope.in_space():  # a user of a space is never an operator, whatever its row says
        return Denial("operator", _("Cette action est réservée aux opérateurs de la plateforme."))
    return has_role(actor, Role.OPERATOR)


@permission("arrivals.receive")
def receive(actor: Actor) -> Denial | None:
    """Check and load: only the platform itself."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))
