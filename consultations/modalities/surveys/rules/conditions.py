"""Which questions are asked, given what was answered before them."""

from __future__ import annotations

from collections.abc import Iterable

from consultations.modalities.surveys.rules.questions import Condition, Spec, Value, Values


def chosen(value: Value) -> frozenset[str]:
    """Return what an answer chooses, as texts: the options ticked, a note, yes or no; nothing for no answer."""
    if value is None:
        return frozenset()
    if isinstance(value, dict):
        return frozenset(value.get("chosen", ()))
    return frozenset({str(value)})


def is_met(condition: Condition | None, values: Values) -> bool:
    """Tell whether a question is to be asked; `values` holds the answers to the questions *asked* before it."""
    return condition is None or bool(condition.values & chosen(values.get(condition.key)))


def asked(specs: Iterable[Spec], values: Values) -> list[Spec]:
    """Return the questions asked, in order.

    An answer left to a question that is no longer asked counts for nothing: what depends on it is not asked either.
    """
    found: list[Spec] = []
    kept: dict[str, Value] = {}
    for spec in specs:
        if is_met(spec.condition, kept):
            found.append(spec)
            kept[spec.key] = values.get(spec.key)
    return found


def misplaced(specs: Iterable[Spec]) -> list[Spec]:
    """Return the questions whose condition rests on a question that does not come before them."""
    seen: set[str] = set()
    found = []
    for spec in specs:
        if spec.condition is not None and spec.condition.key not in seen:
            found.append(spec)
        seen.add(spec.key)
    return found
