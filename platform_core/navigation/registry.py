"""Menu lines: declared by each slice in its `apps.py`, shown to those who may open the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Item:
    """One line: where it leads, in which group, and to which roles it is shown. `count` returns a number to show."""

    group: str
    label: Any  # a str, or one that is translated when read
    url_name: str
    icon: str
    roles: frozenset[str]
    order: int = 50
    count: Callable[[], int] | None = None


_menus: dict[str, list[Item]] = {"team": [], "operator": [], "account": []}


def add(menu: str, item: Item) -> None:
    """Add a line to the menu `team`, `operator` or `account`."""
    _menus[menu].append(item)


def items(menu: str) -> list[Item]:
    """Return the lines of a menu in their order."""
    return sorted(_menus[menu], key=lambda item: item.order)
