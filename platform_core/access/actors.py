"""Who acts: a person with an account, nobody in particular, or the platform itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from platform_core.accounts.models import User


@dataclass(frozen=True)
class System:
    """The platform acting by itself (a task, a command). `name` says which part, for the log."""

    name: str
    is_authenticated: bool = True
    is_active: bool = True
    pk: None = None
    roles: frozenset[str] = frozenset()




def roles_of(actor: User | AnonymousUser | System) -> frozenset[str]:
    """Return the roles of an actor here; none for a visitor."""
    return frozenset(getattr(actor, "roles", ()))
