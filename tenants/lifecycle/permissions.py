"""Who may give a space another address, and do what comes with time."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role
from tenants.spaces.models import Space


@permission("lifecycle.rename")
def rename(actor: Actor, space: Space) -> Denial | None:
    """Give a space another address: its administrators from inside it, or an operator."""
    if not scope.in_space():
        return has_role(actor, Role.OPERATOR)
    if scope.schema_name() != space.schema_name:
        return Denial("elsewhere", _("Cette action se fait dans l’espace concerné."))
    return has_role(actor, Role.ADMINISTRATOR)


@permission("lifecycle.keep")
def keep(_actor: Actor) -> Denial | None:
    """Remind of what comes, free the addresses that were kept long enough: the platform itself."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))
