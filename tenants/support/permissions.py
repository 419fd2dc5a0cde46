"""Who may let an operator in, and what whoever is let in may never do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor, roles_of
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, Permission, permission
from platform_core.access.roles import Role
from tenants.spaces.models import Space
from tenants.support.models import SupportAccess


def keep_apart(asked: Permission, by: Actor) -> Denial | None:
    """Refuse to an operator who helps in a space all that is not declared as given to support."""
    if asked.to_support or Role.SUPPORT not in roles_of(by):
        return None
    return Denial(
        "support", _("L’assistance lit et règle l’espace : elle ne participe pas et n’emporte aucune donnée.")
    )


def _operator(actor: Actor) -> Denial | None:
    if scope.in_space():
        return Denial("operator", _("Cette action est réservée aux opérateurs de la plateforme."))
    return has_role(actor, Role.OPERATOR)


@permission("support.ask")
def ask(actor: Actor, _space: Space) -> Denial | None:
    """Ask a team to let one in."""
    return _operator(actor)


@permission("support.break_glass")
def break_glass(actor: Actor, _space: Space) -> Denial | None:
    """Come in without waiting for the team, which is told at once."""
    return _operator(actor)


@permission("support.open")
def open_door(actor: Actor, access: SupportAccess) -> Denial | None:
    """Have the link that leads in: the operator to whom the access was given, or any, when the team named none."""
    if denial := _operator(actor):
        return denial
    if access.operator not in {None, actor.pk}:
        return Denial("not_yours", _("Cet accès a été donné à un autre opérateur."))
    return None


@permission("support.enter", when_frozen=True)
def enter(_actor: Actor) -> Denial | None:
    """Come in: whoever has the secret of the link, once."""
    return None


@permission("support.give", when_frozen=True)
def give(actor: Actor) -> Denial | None:
    """Let an operator in, or refuse; end an access: administrators."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("support.leave", when_frozen=True, to_support=True)
def leave(actor: Actor, access: SupportAccess) -> Denial | None:
    """End the access that one is using."""
    if access.person_id is None or access.person_id != actor.pk:
        return Denial("not_yours", _("Cet accès n’est pas le vôtre."))
    return None
