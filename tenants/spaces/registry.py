"""What higher layers add to the life of a space, without this layer knowing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.spaces.models import Space

_starters: dict[str, Callable[[Space], None]] = {}
_removers: dict[str, Callable[[Space], None]] = {}


def on_opening(name: str, starter: Callable[[Space], None]) -> None:
    """Register what fills a new space (pages, templates). Called inside the space; must be safe to run twice."""
    _starters[name] = starter


def on_deletion(name: str, remover: Callable[[Space], None]) -> None:
    """Register what removes a space's traces outside its schema (files, cache). Must be safe to run twice."""
    _removers[name] = remover


def starters() -> dict[str, Callable[[Space], None]]:
    """Return what fills a new space, by name, in order of registration."""
    return dict(_starters)


def removers() -> dict[str, Callable[[Space], None]]:
    """Return what removes a space's traces, by name."""
    return dict(_removers)
