"""Who counts and warns: the platform itself. Taking a share of a quota is part of what somebody else was allowed to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.permissions import Denial, permission


@permission("quotas.count")
def count(_actor: Actor) -> Denial | None:
    """Write what is used, warn the team."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))
