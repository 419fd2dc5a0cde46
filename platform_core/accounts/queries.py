"""Reads of accounts."""

from __future__ import annotations

from platform_core.accounts.models import Suspension, User


def display_name(user: User) -> str:
    """Return the name that others see (allauth asks for it)."""
    return str(user)


def suspension_of(email: str) -> Suspension | None:
    """Return the suspension in force of the account that has an address, `None` for any other."""
    in_force = Suspension.objects.filter(user__email__iexact=email, user__is_active=False, lifted_at=None)
    return in_force.select_related("user").first()
