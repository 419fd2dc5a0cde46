"""Who may act on spaces as a whole: operators of the platform, and each space's own administrators."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role
from tenants.spaces.models import Deletion, Space


def _operator(actor: Actor) -> Denial | None:
    if scope.in_space():  # a user of a space is never an operator, whatever its row says
        return Denial("operator", _("Cette action est réservée aux opérateurs de la plateforme."))
    return has_role(actor, Role.OPERATOR)


def _own(actor: Actor, space: Space) -> Denial | None:
    """Ask for an administrator of that space, inside it."""
    if scope.schema_name() != space.schema_name:
        return Denial("elsewhere", _("Cette action se fait dans l’espace concerné."))
    return has_role(actor, Role.ADMINISTRATOR)


def _own_or_operator(actor: Actor, space: Space) -> Denial | None:
    return _own(actor, space) if scope.in_space() else _operator(actor)


@permission("spaces.build")
def build(actor: Actor) -> Denial | None:
    """Build a space: the platform itself does it, after a request was accepted."""
    return _operator(actor)


@permission("spaces.open")
def open_(actor: Actor, space: Space) -> Denial | None:
    """Open a space in preparation to the public: its own administrators, from inside it."""
    return _own(actor, space)


@permission("spaces.settle")
def settle(actor: Actor, space: Space) -> Denial | None:
    """Put the list of first steps away: likewise."""
    return _own(actor, space)


@permission("spaces.suspend")
def suspend(actor: Actor, _space: object) -> Denial | None:
    """Close a space to the public for a time."""
    return _operator(actor)


@permission("spaces.reopen")
def reopen(actor: Actor, _space: object) -> Denial | None:
    """Open a suspended space again."""
    return _operator(actor)


@permission("spaces.archive")
def archive(actor: Actor, space: Space) -> Denial | None:
    """Make a space read-only: its administrators, or an operator."""
    return _own_or_operator(actor, space)


@permission("spaces.unarchive", when_frozen=True)
def unarchive(actor: Actor, space: Space) -> Denial | None:
    """Open an archived space again: likewise."""
    return _own_or_operator(actor, space)


@permission("spaces.schedule_deletion", when_frozen=True)
def schedule_deletion(actor: Actor, space: Space) -> Denial | None:
    """Decide to delete a space: its administrators. An operator asks, another one approves."""
    if not scope.in_space():
        return Denial("two_operators", _("Un opérateur demande la suppression, un autre donne son accord."))
    return _own(actor, space)


@permission("spaces.ask_deletion")
def ask_deletion(actor: Actor, _space: object) -> Denial | None:
    """Ask that a space be deleted, as an operator; another has to agree."""
    return _operator(actor)


@permission("spaces.approve_deletion")
def approve_deletion(actor: Actor, deletion: Deletion) -> Denial | None:
    """Agree to what another operator asked for."""
    if denial := _operator(actor):
        return denial
    if actor.pk == deletion.asked_by:
        return Denial("same_operator", _("Vous avez demandé cette suppression : un autre opérateur doit l’accorder."))
    return None


@permission("spaces.cancel_deletion", when_frozen=True)
def cancel_deletion(actor: Actor, space: Space) -> Denial | None:
    """Give up deleting a space: its administrators, or an operator, whoever had decided it."""
    return _own_or_operator(actor, space)


@permission("spaces.end")
def end(_actor: Actor) -> Denial | None:
    """Write the progress of a deletion: the platform itself."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))


@permission("spaces.delete")
def delete(_actor: Actor, _space: object) -> Denial | None:
    """Remove a space and all it holds: the platform itself, when the time of grace is over."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même, une fois le délai écoulé."))


@permission("spaces.describe", to_support=True)
def describe(actor: Actor, _space: object) -> Denial | None:
    """Change what a space says of itself: its own administrators, from inside it."""
    return has_role(actor, Role.ADMINISTRATOR)
