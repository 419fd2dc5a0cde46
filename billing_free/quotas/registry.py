"""How each quota is counted, declared where what it limits lives; nothing here names a higher layer."""

from __future__ import annotations

from collections.abc import Callable

_counters: dict[str, Callable[[], int]] = {}


def register_counter(quota: str, count: Callable[[], int]) -> None:
    """Say how a quota is counted from rows, inside the space, in one query. Others are counted by `take`."""
    _counters[quota] = count


def counter_of(quota: str) -> Callable[[], int] | None:
    """Return how a quota is counted from rows; `None` when it has a counter of its own."""
    return _counters.get(quota)
