"""Who may do away with letters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.permissions import Denial, permission


@permission("mail.tidy")
def tidy(actor: Actor) -> Denial | None:
    """Empty old letters: only the platform itself, with time."""
    return Denial("platform_only", _("Les lettres anciennes sont vidées par la plateforme."))
