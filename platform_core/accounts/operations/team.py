"""The team: invitations, roles, leaving."""

from __future__ import annotations

from collections.abc import Collection

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.access.roles import SPACE_ROLES, Role
from platform_core.accounts import letters
from platform_core.accounts.models import Invitation, User
from platform_core.accounts.queries import keep_an_administrator
from platform_core.accounts.seals import new_secret, seal
from platform_core.audit.log import record
from platform_core.background.tasks import URGENT
from platform_core.errors import RuleBroken
from platform_core.mail.letters import send_letter, withdraw_letters


@transaction.atomic
def invite_member(*, by: Actor, email: str, roles: Collection[str]) -> Invitation:
    """Invite somebody in the team. Raises `RuleBroken` for a member, for a pending invitation, without a role."""
    require("accounts.invite", by)
    address = email.strip().lower()
    wanted = _checked(roles)
    account = User.objects.filter(email__iexact=address).first()
    if account and not account.is_active:
        raise RuleBroken("suspended", _("Ce compte est suspendu : rouvrez-le d’abord."), "email")
    if account and account.in_team:
        raise RuleBroken(
            "already_member", _("Cette personne est déjà dans l’équipe : changez plutôt ses rôles."), "email"
        )
    before = Invitation.objects.filter(email__iexact=address, accepted_at=None, revoked_at=None)
    # One that is too old, or that invites to take part only, leaves room to one that says more.
    before.filter(Q(expires_at__lte=timezone.now()) | Q(roles=[])).update(revoked_at=timezone.now())
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                email=address,
                roles=wanted,
                secret_hash=seal(secret := new_secret()),
                invited_by_id=by.pk,
                expires_at=timezone.now() + letters.INVITATION_LIFE,
            )
    except IntegrityError as error:
        message = _("Une invitation attend déjà sa réponse à cette adresse : renvoyez-la depuis la liste.")
        raise RuleBroken("already_invited", message, "email") from error
    _send(invitation, secret, by)
    record("accounts.invite", by=by, target=invitation, roles=wanted)
    return invitation


@transaction.atomic
def resend_invitation(*, by: Actor, invitation: Invitation) -> None:
    """Send an invitation again, for a week more; the former link is worth nothing. Raises `RuleBroken` once answered."""
    require("accounts.invite", by)
    held = _unanswered(invitation)
    withdraw_letters([letters.invitation_key(held)])  # one that waits to leave has a link that opens nothing any more
    secret = new_secret()
    held.secret_hash, held.expires_at = seal(secret), timezone.now() + letters.INVITATION_LIFE
    held.save(update_fields=["secret_hash", "expires_at"])
    _send(held, secret, by)
    record("accounts.resend_invitation", by=by, target=held)


@transaction.atomic
def revoke_invitation(*, by: Actor, invitation: Invitation) -> None:
    """Take an invitation back. Raises `RuleBroken` once answered."""
    require("accounts.invite", by)
    held = _unanswered(invitation)
    withdraw_letters([letters.invitation_key(held)])
    held.revoked_at = timezone.now()
    held.save(update_fields=["revoked_at"])
    record("accounts.revoke_invitation", by=by, target=held)


@transaction.atomic
def accept_invitation(*, by: Actor, invitation: Invitation, public_name: str = "") -> User:
    """Give the account of the invited address its roles, making it when there is none; the invitation is spent.

    Whoever calls has checked the secret, which proves the address. Raises `RuleBroken("suspended")`.
    """
    require("accounts.accept_invitation", by, invitation)
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    require("accounts.accept_invitation", by, held)  # two clicks at once: the second finds it spent
    user = User.objects.select_for_update().filter(email__iexact=held.email).first()
    user = user or User.objects.create_user(held.email, public_name=public_name)
    if not user.is_active:
        raise RuleBroken("suspended", _("Ce compte est suspendu : écrivez à l’équipe."))
    before = user.roles
    user.roles = sorted({*before, *held.roles})
    user.save(update_fields=["roles"])
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    held.accepted_at = timezone.now()
    held.save(update_fields=["accepted_at"])
    record("accounts.accept_invitation", by=user, target=held, before=before, after=user.roles)
    return user


@transaction.atomic
def change_roles(*, by: Actor, member: User, roles: Collection[str]) -> None:
    """Give a member these roles and no other. Raises `RuleBroken` without a role, or for the last administrator."""
    require("accounts.change_roles", by, member)
    _set_roles(by, member, _checked(roles), "accounts.change_roles")


@transaction.atomic
def remove_member(*, by: Actor, member: User) -> None:
    """Take a person out of the team; the account stays. Raises `RuleBroken` for the last administrator."""
    require("accounts.change_roles", by, member)
    _set_roles(by, member, [], "accounts.remove_member")


def _checked(roles: Collection[str]) -> list[str]:
    wanted = sorted({*roles} & {str(role) for role in SPACE_ROLES})
    if not wanted:
        raise RuleBroken("roles", _("Choisissez au moins un rôle."), "roles")
    return wanted


def _set_roles(by: Actor, member: User, roles: list[str], action: str) -> None:
    if Role.ADMINISTRATOR not in roles:
        keep_an_administrator(without=member)
    held = User.objects.select_for_update().get(pk=member.pk)
    before = sorted(held.roles)
    member.roles = held.roles = roles
    if before == roles:
        return
    held.save(update_fields=["roles"])
    entry = record(action, by=by, target=held, before=before, after=roles)
    if by.pk != held.pk:
        send_letter(letters.roles_changed(roles), to=held.email, key=f"{action}:{entry.pk}")


def _unanswered(invitation: Invitation) -> Invitation:
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.accepted_at or held.revoked_at:
        raise RuleBroken("answered", _("Cette invitation a déjà été acceptée ou annulée."))
    return held


def _send(invitation: Invitation, secret: str, by: Actor) -> None:
    inviter = by if isinstance(by, User) else None
    if invitation.roles:
        letter = letters.team_invitation(inviter, secret, invitation.roles)
    else:
        letter = letters.participant_invitation(inviter, secret)
    send_letter(letter, to=invitation.email, key=letters.invitation_key(invitation), queue=URGENT)
