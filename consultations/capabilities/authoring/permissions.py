"""Who may tidy up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.permissions import Denial, permission


@permission("authoring.forget")
def forget(actor: Actor) -> Denial | None:
    """Remove the files that nobody came back for: only the platform itself, when their time is over."""
    return Denial("platform_only", _("Ces fichiers s’effacent d’eux-mêmes, après deux jours."))
