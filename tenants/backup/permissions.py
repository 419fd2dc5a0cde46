"""Who may back up and restore: operators, and the platform itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role
from tenants.backup.models import Restoration


@permission("backup.restore")
def restore(actor: Actor) -> Denial | None:
    """Bring a space back to what it was."""
    if scope.in_space():  # a user of a space is never an operator, whatever its row says
        return Denial("operator", _("Cette action est réservée aux opérateurs de la plateforme."))
    return has_role(actor, Role.OPERATOR)


@permission("backup.approve_switch")
def approve_switch(actor: Actor, restoration: Restoration) -> Denial | None:
    """Put a restored version in service: an operator other than the one who asked."""
    denied = restore(actor)
    if denied is None and restoration.switch_asked_by == actor.pk:
        return Denial(
            "same_operator", _("Vous avez demandé cette mise en service : un autre opérateur doit l’accorder.")
        )
    return denied


@permission("backup.make")
def make(actor: Actor) -> Denial | None:
    """Make and remove backups: only the platform itself."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))
