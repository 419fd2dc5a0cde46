"""Who may set providers, and join an identity to an account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role, signed_in
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role
from platform_core.accounts.models import User


@permission("identity.set_provider")
def set_provider(actor: Actor) -> Denial | None:
    """Set, check, switch on or off and remove a provider: administrators."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("identity.join")
def join(actor: Actor, user: User) -> Denial | None:
    """Join an identity that was just proved to an account: its owner, or whoever signs in by it for the first time."""
    if not user.is_active:
        return Denial("suspended", _("Ce compte est suspendu."))
    if actor.pk is None:
        return None
    return None if actor.pk == user.pk else Denial("not_yours", _("Ce compte n’est pas le vôtre."))


@permission("identity.open_account")
def open_account(_actor: Actor) -> Denial | None:
    """Open an account for oneself by an identity that was just proved: everybody, when the space takes the address."""
    return None


@permission("identity.leave", when_frozen=True)
def leave(actor: Actor, user: User) -> Denial | None:
    """Take an identity away from one's account."""
    if denial := signed_in(actor):
        return denial
    return None if actor.pk == user.pk else Denial("not_yours", _("Ce compte n’est pas le vôtre."))


@permission("identity.use", when_frozen=True)
def use(_actor: Actor) -> Denial | None:
    """Note that an identity was used to sign in: whoever proved it."""
    return None
