"""What one can do with any contribution (support, report, follow…): capabilities add theirs, pages ask for all.

Pages write `{% load contributions %}{% contribution_actions contribution %}` and know no capability; lists call
`prepared(page, actor)` first, so that the actions of a whole page cost no query each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from consultations.process.models import Contribution
from platform_core.access.actors import Actor


def _nothing(_contributions: list[Contribution], _actor: Actor) -> None:
    """Know nothing beforehand."""


@dataclass(frozen=True)
class Action:
    """One action: `template` is rendered with what `state(request, contribution)` returns.

    `prepare(contributions, actor)` sets on each contribution of a page what `state` needs, in one query for all.
    """

    name: str
    template: str
    state: Callable[[HttpRequest, Contribution], dict[str, Any]]
    prepare: Callable[[list[Contribution], Actor], None] = _nothing
    order: int = 50
    on_cards: bool = False  # shown in lists too


_actions: dict[str, Action] = {}


def register_action(action: Action) -> None:
    """Add an action (a capability's `apps.py` calls this)."""
    _actions[action.name] = action


def actions(*, on_cards: bool = False) -> list[Action]:
    """Return the actions in their order; only those shown in lists when `on_cards`."""
    return sorted((one for one in _actions.values() if one.on_cards or not on_cards), key=lambda one: one.order)


def prepared(contributions: QuerySet[Contribution] | list[Contribution], actor: Actor) -> list[Contribution]:
    """Return the contributions of a page with what their actions need, in as many queries as there are actions."""
    found = list(contributions)
    for action in actions():
        action.prepare(found, actor)
    return found
