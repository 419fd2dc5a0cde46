"""Every view says to whom it is open. One that says nothing is refused by `AccessMiddleware`.

    @team(Role.MODERATOR)
    def queue(request): ...

This is the outer door, which keeps strangers from pages that are not for them; the right to *do* is checked by `require`
in the operation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from platform_core.access.roles import TEAM, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True)
class Access:
    """To whom a view is open: everybody, people signed in, or those who have one of the roles.

    `when_closed`: also while the space is closed to all but its team: to sign in, to have one's own data.
    `when_preparing`: also while a new space is not opened yet: its team arrives that way.
    """

    audience: str  # "public", "signed_in", "team" or "operator"
    roles: frozenset[str] = frozenset()
    when_closed: bool = False
    when_preparing: bool = False


def _declare(access: Access) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]  # functions and classes take attributes
        return view

    return mark


def stays_open(view: View) -> View:
    """Keep a view open while the space is closed to all but its team. Written above the declaration of its audience."""
    return _declare(replace(view.access, when_closed=True))(view)  # type: ignore[attr-defined]  # just declared


def lets_team_in(view: View) -> View:
    """Keep a view open in a space that is not opened yet: by it one joins its team. Written likewise."""
    return _declare(replace(view.access, when_preparing=True))(view)  # type: ignore[attr-defined]  # just declared


def public(view: View) -> View:
    """Open to everybody; what may not be seen is still filtered by `visible_to`."""
    return _declare(Access("public"))(view)


def signed_in(view: View) -> View:
    """Open to people with an account in this space."""
    return _declare(Access("signed_in"))(view)


def team(*roles: Role) -> Callable[[View], View]:
    """Open to the team: those who have one of the roles, or any role of the team when none is named."""
    return _declare(Access("team", frozenset({*roles, Role.ADMINISTRATOR}) if roles else frozenset(TEAM)))


def operator(view: View) -> View:
    """Open to operators of the platform whose second factor is set and was used to sign in."""
    return _declare(Access("operator", frozenset({Role.OPERATOR})))(view)
