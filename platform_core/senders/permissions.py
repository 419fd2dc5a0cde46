"""Who may say from where letters leave."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role


@permission("senders.change")
def change(actor: Actor) -> Denial | None:
    """Set, try and remove the mail server: administrators."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("senders.note")
def note(actor: Actor) -> Denial | None:
    """Write that it failed, or works again: only the platform itself."""
    return Denial("platform_only", _("L’état du serveur d’envoi est noté par la plateforme."))
