"""Who may ask for a space, decide on a request, build."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role
from tenants.opening.models import SpaceRequest


def _on_platform() -> Denial | None:
    if scope.in_space():
        return Denial("place", _("On ouvre un espace depuis le site de la plateforme."))
    return None


@permission("opening.start")
def start(_actor: Actor) -> Denial | None:
    """Ask for a space: anybody, from the platform."""
    return _on_platform()


@permission("opening.fill")
def fill(_actor: Actor, request: SpaceRequest) -> Denial | None:
    """Change one's request: whoever holds it (the view finds it by the session), while it is being written."""
    if not request.being_written:
        return Denial("sent", _("Cette demande est déjà envoyée : elle ne peut plus être modifiée."))
    return _on_platform()


@permission("opening.enter")
def enter(_actor: Actor, request: SpaceRequest) -> Denial | None:
    """Enter the new space: whoever holds the secret address of the request, once the space is open."""
    if request.space is None or not request.done_at:
        return Denial("not_open", _("Cet espace n’est pas encore ouvert."))
    return _on_platform()


@permission("opening.decide")
def decide(actor: Actor, _request: SpaceRequest) -> Denial | None:
    """Accept, refuse, try again: operators."""
    return _on_platform() or has_role(actor, Role.OPERATOR)


@permission("opening.forget_domain")
def forget_domain(actor: Actor, _domain: object) -> Denial | None:
    """Hold no more what comes from a mail domain: operators."""
    return _on_platform() or has_role(actor, Role.OPERATOR)


@permission("opening.build")
def build(_actor: Actor, _request: SpaceRequest) -> Denial | None:
    """Build the space of an accepted request: the platform itself (which always may), nobody else."""
    return Denial("platform_only", _("La plateforme construit les espaces elle-même."))


@permission("opening.expire")
def expire(_actor: Actor) -> Denial | None:
    """Let abandoned requests expire: the platform itself, nobody else."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))


@permission("opening.resume")
def resume(_actor: Actor) -> Denial | None:
    """Take up interrupted buildings: the platform itself, nobody else."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))
