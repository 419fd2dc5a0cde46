"""Who may do what with accounts, structures and the team."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_core.access.actors import Actor
from platform_core.access.conditions import has_role, signed_in
from platform_core.access.permissions import Denial, permission
from platform_core.access.roles import Role
from platform_core.accounts.models import Invitation, Structure, User


def own(actor: Actor, user: User) -> Denial | None:
    """Ask that the account be the actor's."""
    if denial := signed_in(actor):
        return denial
    return None if actor.pk == user.pk else Denial("not_yours", _("Ce compte n’est pas le vôtre."))


@permission("accounts.join")
def join(_actor: Actor) -> Denial | None:
    """Open an account for oneself: everybody."""
    return None


@permission("accounts.sign_up")
def sign_up(actor: Actor, user: User) -> Denial | None:
    """Complete one's account when joining."""
    return own(actor, user)


@permission("accounts.change_profile")
def change_profile(actor: Actor, user: User) -> Denial | None:
    """Change what others see of oneself."""
    return own(actor, user)


@permission("accounts.protect", when_frozen=True)
def protect(actor: Actor, user: User) -> Denial | None:
    """Change how one's account is protected: password, address, second factor."""
    return own(actor, user)


@permission("accounts.sign_out_everywhere", when_frozen=True)
def sign_out_everywhere(actor: Actor, user: User) -> Denial | None:
    """Close all sessions of one's account."""
    return own(actor, user)


@permission("accounts.erase", when_frozen=True)
def erase(actor: Actor, user: User) -> Denial | None:
    """Delete one's account. The only administrator of a space hands it over first."""
    return own(actor, user)


@permission("accounts.create_operator")
def create_operator(_actor: Actor) -> Denial | None:
    """Make an operator of the platform: only from its server."""
    return Denial("platform_only", _("Cela se fait sur le serveur de la plateforme."))


@permission("accounts.create_structure")
def create_structure(actor: Actor) -> Denial | None:
    """Declare a structure on whose behalf one contributes."""
    return signed_in(actor)


@permission("accounts.join_structure")
def join_structure(actor: Actor, _structure: Structure) -> Denial | None:
    """Ask to speak for a structure."""
    return signed_in(actor)


@permission("accounts.answer_structure_invitation")
def answer_structure_invitation(actor: Actor) -> Denial | None:
    """Accept to speak for a structure, holding the secret that a member sent."""
    return signed_in(actor)


@permission("accounts.manage_structure")
def manage_structure(actor: Actor, structure: Structure) -> Denial | None:
    """Describe a structure, invite and accept members: its members do; administrators, when it has none left."""
    if denial := signed_in(actor):
        return denial
    if not has_role(actor, Role.ADMINISTRATOR) or structure.members.filter(pk=actor.pk).exists():
        return None
    return Denial("not_member", _("Seuls les membres de cette structure peuvent le faire."))


@permission("accounts.set_entrance")
def set_entrance(actor: Actor) -> Denial | None:
    """Choose who may create an account, and how one signs in: administrators."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("accounts.see_team", when_frozen=True, to_support=True)
def see_team(actor: Actor) -> Denial | None:
    """See who is in the team."""
    return has_role(actor, Role.MODERATOR, Role.ANALYST, Role.STEERING)


@permission("accounts.invite")
def invite(actor: Actor) -> Denial | None:
    """Invite somebody in the team, send the invitation again, take it back."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("accounts.invite_participants")
def invite_participants(actor: Actor) -> Denial | None:
    """Invite people to take part."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("accounts.forget_invitations")
def forget_invitations(_actor: Actor) -> Denial | None:
    """Forget invitations that ended long ago: the platform itself."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))


@permission("accounts.accept_invitation")
def accept_invitation(_actor: Actor, invitation: Invitation) -> Denial | None:
    """Join the team: whoever holds the secret that was sent, while it is valid."""
    if invitation.accepted_at:
        return Denial("used", _("Cette invitation a déjà servi."))
    if invitation.revoked_at:
        return Denial("revoked", _("Cette invitation a été annulée par l’équipe."))
    if not invitation.is_pending:
        return Denial("expired", _("Cette invitation n’est plus valable : demandez à l’équipe de vous la renvoyer."))
    return None


@permission("accounts.change_roles")
def change_roles(actor: Actor, _member: User) -> Denial | None:
    """Give and take roles, remove somebody from the team."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("accounts.see_participants", when_frozen=True, to_support=True)
def see_participants(actor: Actor) -> Denial | None:
    """See the accounts of the space (without their addresses, unless one administers it)."""
    return has_role(actor, Role.MODERATOR)


@permission("accounts.see_addresses", when_frozen=True)
def see_addresses(actor: Actor) -> Denial | None:
    """See the e-mail addresses of participants, and find people by them."""
    return has_role(actor, Role.ADMINISTRATOR)


@permission("accounts.suspend")
def suspend(actor: Actor, person: User) -> Denial | None:
    """Close an account for a time, and open it again. A moderator cannot do it to a member of the team."""
    if denial := has_role(actor, Role.MODERATOR):
        return denial
    if actor.pk == person.pk:
        return Denial("oneself", _("Vous ne pouvez pas suspendre votre propre compte."))
    if person.in_team and has_role(actor, Role.ADMINISTRATOR):
        return Denial("team", _("Seul un administrateur peut suspendre un membre de l’équipe."))
    return None
