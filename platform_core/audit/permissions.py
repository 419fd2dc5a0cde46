"""Who seals the log and removes what is too old: the platform itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.permissions import Denial, permission


@permission("audit.seal")
def seal(_actor: Actor) -> Denial | None:
    """Seal the days that are over: nobody but the platform."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))
