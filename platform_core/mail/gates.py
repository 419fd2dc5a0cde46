"""What keeps a letter from leaving, said by higher layers: nobody but its team hears from a space in preparation."""

from __future__ import annotations

from collections.abc import Callable

from platform_core.mail.models import Email

Gate = Callable[[Email], bool]
_gates: dict[str, Gate] = {}


def register_gate(name: str, gate: Gate) -> None:
    """Have a question asked of every letter before it leaves: `False` keeps it for good. The same name replaces it."""
    _gates[name] = gate


def may_leave(email: Email) -> bool:
    """Tell whether no gate keeps a letter."""
    return all(gate(email) for gate in _gates.values())
