"""Who measures: the platform itself, nobody else."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.permissions import Denial, permission


@permission("metering.measure")
def measure(_actor: Actor) -> Denial | None:
    """Write what a space uses."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))
