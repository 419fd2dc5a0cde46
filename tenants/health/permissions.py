"""Who may write what was read: the platform itself. Who may have a space updated: operators."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


@permission("health.note")
def note(_actor: Actor) -> Denial | None:
    """Write what was read, and tell operators: the platform itself (which always may), nobody else."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))


@permission("health.update")
def update(actor: Actor, _space: object) -> Denial | None:
    """Bring a space to the version of the code: operators, from the apex site."""
    if scope.in_space():  # a user of a space is never an operator, whatever its row says
        return Denial("operator", _("Cette action est réservée aux opérateurs de la plateforme."))
    return has_role(actor, Role.OPERATOR)
