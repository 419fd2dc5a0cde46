"""Who may make and close tokens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.conditions import signed_in
from platform_core.access.permissions import Denial, permission
from platform_core.api.models import ApiToken


@permission("tokens.create")
def create(actor: Actor) -> Denial | None:
    """Make a token for oneself."""
    return signed_in(actor)


@permission("tokens.revoke", when_frozen=True)
def revoke(actor: Actor, token: ApiToken) -> Denial | None:
    """Close one's own token."""
    if refusal := signed_in(actor):
        return refusal
    if token.owner_id != actor.pk:
        return Denial("not_yours", _("Ce jeton n’est pas le vôtre."))
    return None
