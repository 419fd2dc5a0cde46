"""Who may write what was read: the platform itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.permissions import Denial, permission


@permission("health.note")
def note(_actor: Actor) -> Denial | None:
    """Write what was read, and tell operators: the platform itself (which always may), nobody else."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))
