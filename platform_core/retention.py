"""Whether what a scope holds may be removed because of its age.

Every purge by age asks `must_be_kept()` before it removes anything. A higher layer says when the answer is yes (a space that a
court asked to keep); this one does not know why.
"""

from __future__ import annotations

from collections.abc import Callable

_keepers: dict[str, Callable[[], bool]] = {}


def register_keeper(name: str, keeper: Callable[[], bool]) -> None:
    """Add a question asked before each purge, in the scope one is in: `True` keeps everything there as it is."""
    _keepers[name] = keeper


def must_be_kept() -> bool:
    """Tell whether nothing here may be removed because of its age, however old."""
    return any(keeper() for keeper in _keepers.values())
