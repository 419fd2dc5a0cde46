"""Operators decide, from the apex site; administrators of a space ask; the platform looks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


@permission("plans.decide")
def decide(actor: Actor) -> Denial | None:
    """Choose a plan, raise a limit, answer: operators."""
    if scope.in_space():  # a user of a space is never an operator, whatever its row says
        return Denial("operator", _("Cette action est réservée aux opérateurs de la plateforme."))
    return has_role(actor, Role.OPERATOR)


@permission("plans.ask")
def ask(actor: Actor) -> Denial | None:
    """Ask for more: administrators of the space."""
    if not scope.in_space():
        return Denial("no_space", _("Cette demande se fait depuis un espace."))
    return has_role(actor, Role.ADMINISTRATOR)


@permission("plans.look")
def look(_actor: Actor) -> Denial | None:
    """Write where a space stands."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))
