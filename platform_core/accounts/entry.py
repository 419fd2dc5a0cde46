"""The first account of a new space, and its single-use way in."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import Denial, permission, require
from platform_core.access.actors import Actor
from platform_core.accounts.models import EntryPass, User
from platform_core.audit.log import record
from platform_core.errors import RuleBroken

VALID_FOR = timedelta(minutes=10)


@permission("accounts.open")
def _open(_actor: Actor) -> Denial | None:
    """Open an account for somebody, with roles: the platform itself, when it fills a new space."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))


@permission("accounts.issue_pass")
def _issue(_actor: Actor) -> Denial | None:
    """Make a way in for somebody: the platform itself, for the founder of a new space."""
    return Denial("platform_only", _("La plateforme s’en charge elle-même."))


@permission("accounts.use_pass", when_frozen=True)
def _use(_actor: Actor) -> Denial | None:
    """Use a way in: whoever has its secret."""
    return None


@transaction.atomic
def open_account(*, by: Actor, email: str, public_name: str, roles: Collection[str]) -> User:
    """Make sure that this address, already confirmed elsewhere, has an account with these roles. Safe to run again."""
    require("accounts.open", by)
    address = email.strip().lower()
    user = User.objects.filter(email__iexact=address).first()
    if user is None:
        user = User.objects.create_user(address, public_name=public_name)
        record("accounts.open", by=by, target=user, roles=sorted(roles))
    if not set(roles) <= set(user.roles):
        user.roles = sorted({*user.roles, *roles})
        user.save(update_fields=["roles"])
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


@transaction.atomic
def issue_pass(*, by: Actor, user: User) -> str:
    """Return the secret of a new way in for an account that has never been used; the former ones are worth nothing.

    Raises `RuleBroken("already_entered")` for an account that was used: its owner signs in as everybody does.
    """
    require("accounts.issue_pass", by)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.last_login is not None:
        raise RuleBroken(
            "already_entered", _("Vous êtes déjà entré dans cet espace : connectez-vous avec votre e-mail.")
        )
    EntryPass.objects.filter(user=user, used_at=None).delete()
    secret = secrets.token_urlsafe(32)
    EntryPass.objects.create(user=user, secret_hash=_seal(secret), expires_at=timezone.now() + VALID_FOR)
    record("accounts.issue_pass", by=by, target=user)
    return secret


@transaction.atomic
def use_pass(*, by: Actor, secret: str) -> User:
    """Return the account that a way in opens, and burn it. Raises `RuleBroken("pass")` when it opens none any more."""
    require("accounts.use_pass", by)
    found = EntryPass.objects.select_for_update(of=("self",)).select_related("user").filter(**_usable(secret)).first()
    if found is None:
        raise RuleBroken("pass", _("Ce lien d’entrée a déjà servi ou n’est plus valable."))
    found.used_at = timezone.now()
    found.save(update_fields=["used_at"])
    record("accounts.use_pass", by=by, target=found.user)
    return found.user


def usable_pass(secret: str) -> EntryPass | None:
    """Return the way in behind a secret, without burning it; `None` when it opens nothing any more."""
    return EntryPass.objects.select_related("user").filter(**_usable(secret)).first()


def _usable(secret: str) -> dict[str, object]:
    return {
        "secret_hash": _seal(secret),
        "used_at": None,
        "expires_at__gt": timezone.now(),
        "user__is_active": True,
        "user__last_login": None,
    }


def _seal(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
