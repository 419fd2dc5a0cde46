"""Who acts: a person with an account, nobody in particular, or the platform itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from platform_core.access.roles import TEAM, Role


class Actor(Protocol):
    """What is known of whoever acts: an account, Django's anonymous user, or `System`."""

    @property
    def pk(self) -> Any:
        """Return the account's number in this schema."""

    @property
    def is_authenticated(self) -> Any:
        """Tell whether there is an account."""

    @property
    def is_active(self) -> Any:
        """Tell whether the account is open."""


@dataclass(frozen=True)
class System:
    """The platform acting by itself (a task, a command). `name` says which part, for the log."""

    name: str
    is_authenticated: bool = True
    is_active: bool = True
    pk: None = None
    roles: frozenset[str] = frozenset()


def roles_of(actor: Actor) -> frozenset[str]:
    """Return the roles of an actor here; none for a visitor.

    Whoever helps in a space sees the pages of its team: the doors open. What may be done there, and known of people, is
    asked of permissions, which refuse to support whatever does not say otherwise.
    """
    own = frozenset(getattr(actor, "roles", ()))
    return own | TEAM if Role.SUPPORT in own else own
