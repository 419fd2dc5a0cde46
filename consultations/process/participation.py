"""Who took part in a step: each slice that keeps what people gave answers for its own, and no page names a slice.

In `apps.ready()`: `on_participation("surveys", takers)`, where `takers(step, among)` returns those of these accounts that took
part, in one query. What is anonymous answers only what it knows of who took part, never of what was said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from consultations.process.models import Contribution, Status, Step

Takers = Callable[[Step, Collection[int]], set[int]]

_known: dict[str, Takers] = {}


def on_participation(name: str, takers: Takers) -> None:
    """Let a slice say who took part."""
    _known[name] = takers


def who_took_part(step: Step, among: Collection[int]) -> set[int]:
    """Return those of these accounts that took part in a step, in any way."""
    return set().union(*(takers(step, among) for takers in _known.values()))


def _authors(step: Step, among: Collection[int]) -> set[int]:
    said = Contribution.objects.filter(step=step, author__in=among).exclude(status=Status.DRAFT)
    return {pk for pk in said.values_list("author_id", flat=True) if pk}


on_participation("contributions", _authors)
