"""Who may act from the console: operators, from the apex site. What the worker does alone is nobody else's."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


def _operator(actor: Actor) -> Denial | None:
    if scope.in_space():  # a user of a space is never an operator, whatever its row says
        return Denial("operator", _("Cette action est réservée aux opérateurs de la plateforme."))
    return has_role(actor, Role.OPERATOR)


@permission("console.export")
def export(actor: Actor) -> Denial | None:
    """Download the list of spaces or the log."""
    return _operator(actor)


@permission("console.retry")
def retry(actor: Actor) -> Denial | None:
    """Have done again what failed."""
    return _operator(actor)


@permission("console.observe")
def observe(_actor: Actor) -> Denial | None:
    """Write what was seen of a space: the platform itself (which always may), nobody else."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))
