"""What keeps the legal pages complete: a higher layer says when the space is read by the public."""

from __future__ import annotations

from collections.abc import Callable

_asked: list[Callable[[], bool]] = []


def register_publication(is_public: Callable[[], bool]) -> None:
    """Say how to know whether the space one is in is open to the public: its required pages then stay complete."""
    _asked[:] = [is_public]


def is_public() -> bool:
    """Tell whether the space one is in is open to the public."""
    return any(asked() for asked in _asked)
