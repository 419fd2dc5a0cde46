"""How each quota is counted, declared where what it limits lives; nothing here names a higher layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, QuerySet


@dataclass(frozen=True)
class Counter:
    """Rows of the space one is in, and the figure of them that counts."""

    rows: Callable[[], QuerySet[Any]]
    figure: Aggregate


_counters: dict[str, Counter] = {}
ROWS = Count("*")


def register_counter(quota: str, rows: Callable[[], QuerySet[Any]], figure: Aggregate = ROWS) -> None:
    """Say how a quota is counted from rows, inside the space. Others are counted by `take`."""
    _counters[quota] = Counter(rows, figure)


def counter_of(quota: str) -> Counter | None:
    """Return how a quota is counted from rows; `None` when it has a counter of its own."""
    return _counters.get(quota)
