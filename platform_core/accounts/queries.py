"""Reads of accounts."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from platform_core.access.actors import Actor
from platform_core.access.permissions import may
from platform_core.access.roles import TEAM, Role
from platform_core.accounts.models import Entrance, Invitation, Structure, Suspension, User
from platform_core.accounts.seals import seal
from platform_core.errors import RuleBroken
from platform_core.identifiers import compact

INVITATION_KEPT = timedelta(days=60)  # after its last day: long enough to send it again
ERASED_DOMAIN = "compte-supprime.invalid"  # .invalid never receives mail (RFC 2606)


def display_name(user: User) -> str:
    """Return the name that others see (allauth asks for it)."""
    return str(user)


def suspension_of(email: str) -> Suspension | None:
    """Return the suspension in force of the account that has an address, `None` for any other."""
    in_force = Suspension.objects.filter(user__email__iexact=email, user__is_active=False, lifted_at=None)
    return in_force.select_related("user").first()


def keep_an_administrator(*, without: User) -> None:
    """Raise `RuleBroken("last_administrator")` when nobody else administers the space.

    The rows of all administrators are locked, in one order: two who leave at once do so one after the other.
    """
    held = User.objects.select_for_update().filter(roles__contains=[Role.ADMINISTRATOR], is_active=True)
    administrators = list(held.order_by("pk").values_list("pk", flat=True))
    if administrators == [without.pk]:
        raise RuleBroken(
            "last_administrator",
            _("C’est le dernier administrateur de l’espace : nommez-en un autre d’abord."),
        )


def answerable_for(structure: Structure) -> list[User]:
    """Return who answers for a structure: its members, or the administrators of the space when it has none left."""
    members = list(structure.members.filter(is_active=True))
    return members or list(User.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True))


def is_expected(address: str) -> bool:
    """Tell whether an address is that of the team, or of somebody invited in it."""
    team = User.objects.filter(roles__overlap=list(TEAM), email__iexact=address)
    return team.exists() or pending_invitations().filter(email__iexact=address).exists()


def is_joined(member: Actor) -> Q:
    """Tell the database whether a member of the team has colleagues, or invited some."""
    others = User.objects.exclude(roles=[]).exclude(pk=member.pk)
    return Q(Exists(others)) | Q(Exists(Invitation.objects.exclude(roles=[])))


def team_members() -> QuerySet[User]:
    """Return the team, administrators first, each with `has_application`: whether a second factor is set."""
    application = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    is_administrator = Q(roles__contains=[Role.ADMINISTRATOR])
    return (
        User.objects.filter(roles__overlap=list(TEAM))
        .annotate(has_application=Exists(application), comes_first=ExpressionWrapper(is_administrator, BooleanField()))
        .order_by("-comes_first", Lower("public_name"), "pk")
    )


def pending_invitations() -> QuerySet[Invitation]:
    """Return the invitations to the team that nobody has answered, the latest first; those too old among them."""
    return _unanswered().exclude(roles=[])


def invited_participants() -> QuerySet[Invitation]:
    """Return the invitations to take part that nobody has answered, the latest first; those too old among them."""
    return _unanswered().filter(roles=[])


def stale_invitations(at: datetime) -> QuerySet[Invitation]:
    """Return the invitations that ended long ago: what is left of them is somebody's address."""
    return Invitation.objects.filter(expires_at__lte=at - INVITATION_KEPT)


def _unanswered() -> QuerySet[Invitation]:
    unanswered = Invitation.objects.filter(accepted_at=None, revoked_at=None)
    return unanswered.select_related("invited_by").order_by("-created_at", "-pk")


def invitation_of(secret: str) -> Invitation | None:
    """Return the invitation behind the secret of a link, answered or not."""
    return Invitation.objects.select_related("invited_by").filter(secret_hash=seal(secret)).first()


def participants(actor: Actor, words: str = "", state: str = "") -> QuerySet[User]:
    """Return the accounts of the space, the latest first. Only administrators find by address; erased ones are left out."""
    found = User.objects.exclude(email__endswith=f"@{ERASED_DOMAIN}").order_by("-joined_at", "-pk")
    if words:
        named = Q(public_name__icontains=words)
        found = found.filter(named if may("accounts.see_addresses", actor) else named | Q(email__icontains=words))
    if state == "suspended":
        return found.filter(is_active=False)
    return found.filter(roles__overlap=list(TEAM)) if state == "team" else found


def entrance() -> Entrance:
    """Return how one comes into the space; open to all, by code or password, unless its team chose otherwise."""
    return Entrance.objects.first() or Entrance()


def structures_of(user: User) -> QuerySet[Structure]:
    """Return the structures a person speaks for, each with `asking`: how many ask to."""
    asking = Count("requests", filter=Q(requests__answered_at=None))
    return Structure.objects.filter(members=user).annotate(asking=asking).order_by("name")


def structures_found(words: str, user: User) -> list[Structure]:
    """Return the structures whose name holds these words, or that have this number, but one's own; ten at most."""
    number = compact(words)
    matching = Q(name__icontains=words) | (Q(identifier=number) if number else Q(pk=None))
    return list(Structure.objects.filter(matching).exclude(members=user).order_by("name")[:10])
