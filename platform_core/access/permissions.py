"""Permissions: each is declared once, as a function that returns `None` or the reason why not.

    @permission("proposals.create")
    def create(actor, step):
        if not step.is_open:
            return Denial("closed", _("Cette étape est terminée depuis le 31 août."))

Operations call `require`, templates and the API ask `may` and `abilities`: the answer is the same through every door.
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


_rules: dict[str, Callable[..., Denial | None]] = {}


def permission(name: str) -> Callable[[Callable[..., Denial | None]], Callable[..., Denial | None]]:
    """Declare a rule under the name `slice.verb`. Raises `ValueError` when the name is taken."""

    def declare(rule: Callable[..., Denial | None]) -> Callable[..., Denial | None]:
        if _rules.setdefault(name, rule) is not rule:
            msg = f"two permissions are named {name}"
            raise ValueError(msg)
        return rule

    return declare


def may(name: str, by: Actor, *on: object) -> Denial | None:
    """Return `None` when the actor may, else the `Denial`. The platform itself (`System`) always may."""
    rule = _rules[name]  # an unknown name is a defect: KeyError
    if isinstance(by, System):
        return None
    return rule(by, *on)


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
    return frozenset(_rules)
