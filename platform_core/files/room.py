"""Whether there is room for one more file: a higher layer says, this one knows no limit."""

from __future__ import annotations

from collections.abc import Callable

_rooms: dict[str, Callable[[int], str]] = {}


def register_room(refusal: Callable[[int], str]) -> None:
    """Say what answers: the size in bytes → why such a file cannot be kept, in words, or nothing."""
    _rooms["room"] = refusal


def refusal(size: int) -> str:
    """Return why a file of that size cannot be kept; nothing when it can."""
    return _rooms["room"](size) if _rooms else ""
