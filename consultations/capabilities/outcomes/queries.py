"""Reads of answers."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from consultations.capabilities.outcomes.models import Answer, Fate
from consultations.capabilities.outcomes.registry import answered_kinds
from consultations.process.models import Contribution, State

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


def to_answer(*, answered: bool) -> QuerySet[Contribution]:
    """Return what the team has to answer, the most supported first; or what it has answered, the latest answer first.

    Contributions of the kinds that are answered, in consultations that are not archived, each with its `fate`.
    """
    shown = Contribution.objects.public().filter(kind__in=answered_kinds()).exclude(consultation__state=State.ARCHIVED)
    related = with_fate(shown).select_related("author", "structure", "step", "consultation")
    current = Answer.objects.filter(contribution=OuterRef("pk"), is_current=True)
    if answered:
        latest = related.filter(Exists(current)).annotate(answered_at=Subquery(current.values("at")[:1]))
        return latest.order_by("-answered_at", "-pk")
    return of_fate(related, NONE).order_by("-supports_count", "published_at", "pk")


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
