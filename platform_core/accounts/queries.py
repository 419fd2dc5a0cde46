"""Reads of accounts."""

from __future__ import annotations

from platform_core.accounts.models import User


def display_name(user: User) -> str:
    """Return the name that others see (allauth asks for it)."""
    return str(user)
