"""Who may give a space a domain of its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role
from tenants.domains.models import OwnDomain
from tenants.spaces.models import Space


@permission("domains.claim")
def claim(actor: Actor, space: Space) -> Denial | None:
    """Say that a domain is the space's: its administrators, from inside it."""
    return _inside(space.schema_name) or has_role(actor, Role.ADMINISTRATOR)


@permission("domains.change")
def change(actor: Actor, domain: OwnDomain) -> Denial | None:
    """Have it checked, make it the main address, remove it."""
    return _inside(domain.space.schema_name) or has_role(actor, Role.ADMINISTRATOR)


@permission("domains.note")
def note(actor: Actor, _domain: OwnDomain) -> Denial | None:
    """Write what a check found: only the platform itself."""
    return Denial("platform_only", _("Les noms de domaine sont vérifiés par la plateforme."))


def _inside(schema_name: str) -> Denial | None:
    if scope.schema_name() == schema_name:
        return None
    return Denial("elsewhere", _("Ce nom de domaine n’est pas celui de cet espace."))
