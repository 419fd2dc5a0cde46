"""The accounts of the demonstration that one can sign in with, and how."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.spaces.scopes import platform

PASSWORD = "demonstration-2026"  # noqa: S105 (the demonstration's, printed for all to see)
OPERATOR = "operateur@example.org"
TEAM = {
    Role.ADMINISTRATOR: ("equipe@example.org", "L’équipe de l’espace"),
    Role.MODERATOR: ("moderation@example.org", "Modération"),
    Role.ANALYST: ("analyse@example.org", "Analyse"),
}
RESIDENT = ("habitante@example.org", "Camille D.")


@dataclass(frozen=True)
class Operator:
    """How to sign in as an operator: codes work once each, and stand for the second factor."""

    codes: tuple[str, ...]


def make_account(email: str, public_name: str, *, roles: list[str] | None = None, password: str | None = None) -> User:
    """Return the account at that address in this scope, made with a confirmed address when it is not there."""
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, password, public_name=public_name, roles=roles or [])
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_team() -> User:
    """Make the team and a resident of this space; returns the administrator."""
    make_account(*RESIDENT, password=PASSWORD)
    made = [make_account(*who, roles=[role], password=PASSWORD) for role, who in TEAM.items()]
    return made[0]


def make_founder() -> User:
    """Make the administrator of this space, alone in it."""
    return make_account(*TEAM[Role.ADMINISTRATOR], roles=[Role.ADMINISTRATOR], password=PASSWORD)


def make_operator() -> Operator:
    """Make the operator, with a second factor already set."""
    with platform():
        user = make_account(OPERATOR, "Opérateur", roles=[Role.OPERATOR], password=PASSWORD)
        if not Authenticator.objects.filter(user=user).exists():
            TOTP.activate(user, generate_totp_secret())
        codes = RecoveryCodes.activate(user)
        return Operator(tuple(codes.get_unused_codes()[:5]))


def sign_ins(operator: Operator) -> str:
    """Return what is printed to whoever starts the demonstration."""
    site = f"{settings.SCHEME}://{settings.APEX_HOST}"
    space = f"{settings.SCHEME}://region.{settings.APEX_HOST}"
    young = f"{settings.SCHEME}://lens.{settings.APEX_HOST}"
    lines = [
        "Se connecter (mot de passe partout : " + PASSWORD + ")",
        f"  Habitante          {space}/compte/connexion/    {RESIDENT[0]}",
        f"  Équipe             {space}/compte/connexion/    {TEAM[Role.ADMINISTRATOR][0]}",
        f"  Modération         {space}/compte/connexion/    {TEAM[Role.MODERATOR][0]}",
        f"  Opérateur          {site}/operateur/            {OPERATOR}",
        f"                     puis, comme second facteur, un de ces codes : {', '.join(operator.codes)}",
        f"  Espace qui débute  {young}/compte/connexion/      {TEAM[Role.ADMINISTRATOR][0]}",
        "Les mêmes adresses existent dans chaque espace. Les e-mails envoyés sont dans le dossier mails.",
    ]
    return "\n".join(lines) + "\n"
