"""Who may back up and restore: operators, and the platform itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


@permission("backup.restore")
def restore(actor: Actor) -> Denial | None:
    """Bring a space back to what it was."""
    if scope.in_space():  # a user of a space is never an operator, whatever its row says
        return Denial("operator", _("Cette action est réservée aux opérateurs de la plateforme."))
    return has_role(actor, Role.OPERATOR)


@permission("backup.make")
def make(actor: Actor) -> Denial | None:
    """Make and remove backups: only the platform itself."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))
