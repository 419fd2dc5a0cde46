"""Who may ask for a code and give it back: anybody, from the platform."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.permissions import Denial, permission


@permission("founders.ask")
def ask(_actor: Actor) -> Denial | None:
    """Have a code sent to an address, and prove it."""
    if scope.in_space():
        return Denial("place", _("On retrouve ses espaces depuis le site de la plateforme."))
    return None
