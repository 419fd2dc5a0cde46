"""Permissions: each is declared once, as a function that returns `None` or the reason why not.

    @permission("proposals.create")
    def create(actor, step):
        if not step.is_open:
            return Denial("closed", _("Cette étape est terminée depuis le 31 août."))

Operations call `require`, templates and the API ask `may` and `abilities`: the answer is the same through every door.

What holds for everything at once (a space that is read-only, a session of support) is not written in the rules: it is a
*limit*, registered once, that every question passes before its rule. A permission says in its declaration which limits do
not touch it; one that says nothing is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from platform_core.access.actors import Actor, System
from platform_core.errors import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True)
class Denial:
    """Why not: a stable code for programs, a plain sentence for the person."""

    code: str
    reason: Any  # a str, or one that is translated when read


@dataclass(frozen=True)
class Permission:
    """A rule as it was declared, and the limits that do not touch it."""

    name: str
    rule: Callable[..., Denial | None]
    when_frozen: bool
    to_support: bool


_declared: dict[str, Permission] = {}
_limits: dict[str, Callable[[Permission, Actor], Denial | None]] = {}


def permission(
    name: str, *, when_frozen: bool = False, to_support: bool = False
) -> Callable[[Callable[..., Denial | None]], Callable[..., Denial | None]]:
    """Declare a rule under the name `slice.verb`. Raises `ValueError` when the name is taken.

    `when_frozen`: also given while the space is read-only (to read, take away, leave). `to_support`: also given to an
    operator who helps inside the space (to read, to change settings; never to take part, nor to carry data away).
    """

    def declare(rule: Callable[..., Denial | None]) -> Callable[..., Denial | None]:
        made = Permission(name, rule, when_frozen, to_support)
        if _declared.setdefault(name, made) != made:
            msg = f"two permissions are named {name}"
            raise ValueError(msg)
        return rule

    return declare


def register_limit(name: str, limit: Callable[[Permission, Actor], Denial | None]) -> None:
    """Have a question asked before every rule; the same name again replaces it."""
    _limits[name] = limit


def may(name: str, by: Actor, *on: object) -> Denial | None:
    """Return `None` when the actor may, else the `Denial`. The platform itself (`System`) always may."""
    asked = _declared[name]  # an unknown name is a defect: KeyError
    if isinstance(by, System):
        return None
    for limit in _limits.values():
        if (denial := limit(asked, by)) is not None:
            return denial
    return asked.rule(by, *on)


def require(name: str, by: Actor, *on: object) -> None:
    """Raise `NotAllowed` unless the actor may. The first line of every operation."""
    denial = may(name, by, *on)
    if denial is not None:
        raise NotAllowed(denial.code, str(denial.reason))


def abilities(names: Iterable[str], by: Actor, *on: object) -> dict[str, dict[str, Any]]:
    """Return, for the API, each permission with whether it is given and why not."""
    answers = {}
    for name in names:
        denial = may(name, by, *on)
        answers[name] = {
            "allowed": denial is None,
            "code": denial.code if denial else None,
            "reason": str(denial.reason) if denial else None,
        }
    return answers


def declared() -> frozenset[str]:
    """Return the names of all permissions (for the tests)."""
    return frozenset(_declared)


def declarations() -> list[Permission]:
    """Return all permissions as they were declared, by name."""
    return [_declared[name] for name in sorted(_declared)]
