"""What opening adds to a new space, the account of whoever asked for it, and what it forgets with a deleted one."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from platform_core.access import System
from platform_core.access.roles import Role
from platform_core.accounts.entry import open_account
from platform_core.accounts.models import User
from tenants.opening.models import NOBODY, EmailCode, SpaceRequest
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform

FOUNDER = "opening.founder"
PLATFORM = System("opening")


def make_founder(space: Space) -> None:
    """Open the founder's account, with all the rights of an administrator. Runs in the space; safe to run again."""
    if space.founder_email:
        roles = [Role.ADMINISTRATOR]
        open_account(by=PLATFORM, email=space.founder_email, public_name=space.founder_name, roles=roles)


def forget_founder(space: Space) -> None:
    """Erase who founded a space that is being deleted, from its row and its request. Safe to run again."""
    with platform():
        Space.objects.filter(pk=space.pk).update(founder_email="", founder_name="", contact_email="")
        request = SpaceRequest.objects.filter(space=space)
        EmailCode.objects.filter(request__in=request).delete()
        request.update(**NOBODY)


def founder_of(space: Space) -> User | None:
    """Return the founder's account, from inside the space."""
    return User.objects.filter(email__iexact=space.founder_email, is_active=True).first()


def sign_in_url(space: Space) -> str:
    """Return the address of a space's own sign-in page."""
    return space.url.rstrip("/") + reverse("account_login", urlconf=settings.ROOT_URLCONF)
