"""A space that is read-only: the one place that says so, to every permission at once."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.permissions import Denial, Permission
from tenants.postgresql.current import connection
from tenants.spaces.models import Space, State

REASONS = {
    State.SUSPENDED: _("Cet espace est suspendu : il se lit et s’exporte, il ne se modifie pas."),
    State.ARCHIVED: _("Cet espace est archivé : il se lit et s’exporte, il ne se modifie plus."),
    State.SCHEDULED: _("Cet espace va être supprimé : il se lit et s’exporte, il ne se modifie plus."),
}


def paused(reason: str) -> Denial:
    """Return the refusal of a platform that operators made read-only, with what they wrote."""
    return Denial(
        "platform_paused", _now("La plateforme est en lecture seule pour le moment. %(reason)s") % {"reason": reason}
    )


def freeze(asked: Permission, _by: Actor) -> Denial | None:
    """Refuse whatever is not declared as given in a read-only space. Operators act from the platform: not concerned."""
    here = connection.tenant
    if asked.when_frozen or not getattr(here, "is_frozen", False):
        return None
    space = cast("Space", here)
    if space.paused:
        return paused(space.paused)
    state = State(space.state)
    return Denial(f"space_{state.value}", REASONS[state])
