"""Who writes to teams: operators, from the apex site. Who puts a message away: whoever in the team read it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import TEAM, Role


@permission("announcements.write")
def write(actor: Actor) -> Denial | None:
    """Write, change, withdraw, relaunch letters."""
    if scope.in_space():  # a user of a space is never an operator, whatever its row says
        return Denial("operator", _("Cette action est réservée aux opérateurs de la plateforme."))
    return has_role(actor, Role.OPERATOR)


@permission("announcements.tell")
def tell(_actor: Actor) -> Denial | None:
    """Write the letters, and show what was said to a space that opens: the platform itself, nobody else."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))


@permission("announcements.put_away", when_frozen=True)
def put_away(actor: Actor) -> Denial | None:
    """Have a message of the operators no longer shown to oneself: it changes nothing for anybody else."""
    return has_role(actor, *TEAM)
