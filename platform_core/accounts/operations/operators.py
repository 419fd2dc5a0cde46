"""Operators of the platform: made on its server, never from a page."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.audit.log import record
from platform_core.errors import RuleBroken


@transaction.atomic
def create_operator(*, by: Actor, email: str, public_name: str = "") -> User:
    """Make an operator, or open again the account of a former one. Raises `RuleBroken` outside the platform."""
    require("accounts.create_operator", by)
    if scope.in_space():
        raise RuleBroken("platform_only", _("Les opérateurs ont leur compte sur la plateforme, pas dans un espace."))
    address = email.strip().lower()
    user = User.objects.filter(email__iexact=address).first() or User.objects.create_user(address)
    user.public_name = public_name or user.public_name
    user.roles, user.is_active = [Role.OPERATOR], True
    user.save(update_fields=["public_name", "roles", "is_active"])
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    record("accounts.create_operator", by=by, target=user)
    return user


@transaction.atomic
def reset_second_factor(*, by: Actor, user: User) -> None:
    """Forget the second factor of an operator who lost it, and close the sessions; it is set again at sign-in."""
    require("accounts.create_operator", by)
    Authenticator.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(sign_out_count=F("sign_out_count") + 1)
    record("accounts.reset_second_factor", by=by, target=user)


@transaction.atomic
def remove_operator(*, by: Actor, user: User) -> None:
    """Close the account of an operator, sessions included."""
    require("accounts.create_operator", by)
    User.objects.filter(pk=user.pk).update(roles=[], is_active=False, sign_out_count=F("sign_out_count") + 1)
    record("accounts.remove_operator", by=by, target=user)
