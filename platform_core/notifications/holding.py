"""Whether letters that can wait must wait: a higher layer says, this one knows no limit."""

from __future__ import annotations

from collections.abc import Callable

_holdings: dict[str, Callable[[int], bool]] = {}


def register_holding(held: Callable[[int], bool]) -> None:
    """Say what answers: a number of letters → whether they must wait."""
    _holdings["letters"] = held


def letters_held(count: int) -> bool:
    """Tell whether so many letters must wait. They then stay in the digest, which leaves when it may: none is lost."""
    return bool(_holdings) and _holdings["letters"](count)
