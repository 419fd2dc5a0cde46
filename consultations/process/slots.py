"""Places of the process's pages that higher layers fill: a capability registers a template, the page never names it."""

from __future__ import annotations

from collections import defaultdict

SLOTS = frozenset(
    {"consultation.actions", "consultation.aside", "consultation.after", "home.after", "team.consultation"}
)

_templates: dict[str, list[tuple[int, str]]] = defaultdict(list)


def fill(slot: str, template: str, *, order: int = 50) -> None:
    """Show a template in a slot, with the context of the page (`consultation` where there is one).

    Raises `ValueError` for an unknown slot; registering twice changes nothing.
    """
    if slot not in SLOTS:
        msg = f"no slot is called {slot}"
        raise ValueError(msg)
    if (order, template) not in _templates[slot]:
        _templates[slot].append((order, template))


def templates_of(slot: str) -> list[str]:
    """Return the templates of a slot, in order."""
    return [template for _order, template in sorted(_templates[slot])]
