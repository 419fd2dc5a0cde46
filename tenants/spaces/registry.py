"""What higher layers add to the life of a space, without this layer knowing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from platform_core import scope
from platform_core.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Callable

    from platform_core.access import Denial
    from tenants.spaces.models import Space

_starters: dict[str, Callable[[Space], None]] = {}
_removers: dict[str, Callable[[Space], None]] = {}
_keepers: dict[str, Callable[[Space], Denial | None]] = {}


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


def keep_from_deletion(name: str, keeper: Callable[[Space], Denial | None]) -> None:
    """Register a condition under which a space, and what it holds, must not be deleted; asked from anywhere."""
    _keepers[name] = keeper


def kept_because(space: Space) -> str:
    """Return why a space must be kept as it is (a purge by age leaves it alone), empty when nothing forbids it."""
    denials = (keeper(space) for keeper in _keepers.values())
    return next((str(denial.reason) for denial in denials if denial is not None), "")


def keeps_here() -> bool:
    """Tell whether the space one is in must be kept as it is: what every purge by age asks. Never on the platform."""
    return scope.in_space() and bool(kept_because(cast("Space", scope.current())))


def must_be_deletable(space: Space) -> None:
    """Raise `RuleBroken("held")` with the reason when a space must be kept: what leads to a deletion asks it first."""
    reason = kept_because(space)
    if reason:
        raise RuleBroken("held", reason)
