"""Who puts a space under hold, and lifts it: operators, from the apex site."""

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


@permission("holds.set")
def set_hold(actor: Actor, _space: object) -> Denial | None:
    """Keep a space from being deleted."""
    return _operator(actor)


@permission("holds.lift")
def lift_hold(actor: Actor, _hold: object) -> Denial | None:
    """Let it be deleted again."""
    return _operator(actor)
