"""Who compares logs with their seals, and removes what is too old: operators by command, and the platform itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


@permission("journals.check")
def check(actor: Actor) -> Denial | None:
    """Compare a log with its seals."""
    if scope.in_space():  # a user of a space is never an operator, whatever its row says
        return Denial("operator", _("Cette action est réservée aux opérateurs de la plateforme."))
    return has_role(actor, Role.OPERATOR)


@permission("journals.purge")
def purge(_actor: Actor) -> Denial | None:
    """Remove entries that are too old: the platform itself, nobody else."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))
