"""Who may tell people something, and who sets what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.conditions import signed_in
from platform_core.access.permissions import Denial, permission
from platform_core.accounts.models import User


@permission("notifications.send")
def send(actor: Actor) -> Denial | None:
    """Tell people something: only the platform itself, after an event."""
    return Denial("platform_only", _("Les notifications sont envoyées par la plateforme."))


@permission("notifications.read", when_frozen=True)
def read(actor: Actor) -> Denial | None:
    """Mark one's own notifications as read."""
    return signed_in(actor)


@permission("notifications.choose", when_frozen=True)
def choose(actor: Actor, person: User) -> Denial | None:
    """Set how a person is told: that person alone."""
    if refusal := signed_in(actor):
        return refusal
    if actor.pk != person.pk:
        return Denial("not_yours", _("Chacun règle ses propres messages."))
    return None
