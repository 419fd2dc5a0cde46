"""Reads of answers."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from consultations.capabilities.outcomes.models import Answer, Fate
from consultations.process.models import Contribution

NONE = "sans-reponse"


def with_fate(contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Add `fate` (or None) to each contribution, in the same query."""
    current = Answer.objects.filter(contribution=OuterRef("pk"), is_current=True)
    return contributions.annotate(fate=Subquery(current.values("fate")[:1]))


def of_fate(contributions: QuerySet[Contribution], fate: str) -> QuerySet[Contribution]:
    """Keep those with a state; `NONE` keeps those without an answer."""
    current = Answer.objects.filter(contribution=OuterRef("pk"), is_current=True)
    if fate == NONE:
        return contributions.filter(~Exists(current))
    return contributions.filter(Exists(current.filter(fate=fate)))


def answers_to(contribution: Contribution) -> list[Answer]:
    """Return the answers to a contribution, the current one first."""
    return list(Answer.objects.filter(contribution=contribution))


TONES = {
    Fate.ACCEPTED: "success",
    Fate.DONE: "success",
    Fate.PARTLY: "info",
    Fate.UNDER_STUDY: "sun",
    Fate.REFUSED: "",
}
