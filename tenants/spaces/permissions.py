"""Who may act on spaces as a whole: operators of the platform."""

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


@permission("spaces.build")
def build(actor: Actor) -> Denial | None:
    """Build a space: the platform itself does it, after a request was accepted."""
    return _operator(actor)


@permission("spaces.suspend")
def suspend(actor: Actor, _space: object) -> Denial | None:
    """Close a space to the public for a time."""
    return _operator(actor)


@permission("spaces.reopen")
def reopen(actor: Actor, _space: object) -> Denial | None:
    """Open a suspended space again."""
    return _operator(actor)


@permission("spaces.delete")
def delete(actor: Actor, _space: object) -> Denial | None:
    """Remove a space and all it holds."""
    return _operator(actor)


@permission("spaces.describe")
def describe(actor: Actor, _space: object) -> Denial | None:
    """Change what a space says of itself: its own administrators, from inside it."""
    return has_role(actor, Role.ADMINISTRATOR)
