"""Which contributions the team answers officially: the modality that makes them says so."""

from __future__ import annotations

_kinds: set[str] = set()


def register_answered(kind: str) -> None:
    """Have the contributions of a kind listed among those that wait for an answer (its modality's `apps.py` calls this)."""
    _kinds.add(kind)


def answered_kinds() -> frozenset[str]:
    """Return the kinds of contributions that are answered."""
    return frozenset(_kinds)
