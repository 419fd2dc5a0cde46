"""Conditions that many permissions share. Each returns `None` or a `Denial`; combine them with `or`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor, roles_of
from platform_core.access.permissions import Denial
from platform_core.access.roles import Role


def signed_in(actor: Actor) -> Denial | None:
    """Ask for an account."""
    if not actor.is_authenticated:
        return Denial("sign_in", _("Connectez-vous pour continuer : il suffit d’une adresse e-mail."))
    if not actor.is_active:
        return Denial("account_closed", _("Ce compte est fermé."))
    return None


def has_role(actor: Actor, *roles: Role) -> Denial | None:
    """Ask for one of these roles; an administrator of the space has them all, but is not an operator."""
    wanted = set(roles) | ({Role.ADMINISTRATOR} if Role.OPERATOR not in roles else set())
    if signed_in(actor) or not wanted & roles_of(actor):
        return Denial("role", _("Cette action est réservée à l’équipe de l’espace."))
    return None
