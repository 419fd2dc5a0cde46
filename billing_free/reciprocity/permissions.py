"""Teams pledge; who received confirms, or operators; operators type the amounts; the platform adds up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from billing_free.reciprocity.models import Gift, State
from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role

DECIDED = Denial("decided", _("Ce don a déjà reçu une réponse."))


@permission("reciprocity.pledge")
def pledge(actor: Actor) -> Denial | None:
    """Announce a gift: administrators of a space."""
    if not scope.in_space():
        return Denial("no_space", _("Un don s’annonce depuis un espace."))
    return has_role(actor, Role.ADMINISTRATOR)


@permission("reciprocity.withdraw")
def withdraw(actor: Actor, gift: Gift) -> Denial | None:
    """Take back a gift of one's own space, confirmed or not."""
    if refusal := pledge(actor):
        return refusal
    if gift.space_id != _here():
        return Denial("not_yours", _("Ce don est celui d’un autre espace."))
    return None if gift.state in {State.PLEDGED, State.CONFIRMED} else DECIDED


@permission("reciprocity.decide")
def decide(actor: Actor, gift: Gift) -> Denial | None:
    """Confirm or refuse: an administrator of the space that received it, in that space; else an operator."""
    if not scope.in_space():
        refusal = has_role(actor, Role.OPERATOR)
    elif gift.receiver_id is None or gift.receiver_id != _here():
        return Denial("not_received", _("C’est à qui a reçu ce don de le confirmer."))
    else:
        refusal = has_role(actor, Role.ADMINISTRATOR)
    if refusal is None and gift.state != State.PLEDGED:
        return DECIDED
    return refusal


@permission("reciprocity.account")
def account(actor: Actor) -> Denial | None:
    """Type what the commons cost: operators."""
    if scope.in_space():  # a user of a space is never an operator, whatever its row says
        return Denial("operator", _("Cette action est réservée aux opérateurs de la plateforme."))
    return has_role(actor, Role.OPERATOR)


@permission("reciprocity.add_up")
def add_up(_actor: Actor) -> Denial | None:
    """Add up what the platform used."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))


def _here() -> int | None:
    pk: int | None = getattr(scope.current(), "pk", None)
    return pk
