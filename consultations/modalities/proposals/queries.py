"""Reads of proposals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import ngettext

from consultations.capabilities.outcomes.queries import with_fate
from consultations.process.modality import Figure
from consultations.process.models import Contribution, Step

KIND = "proposal"


def shown_in(step: Step) -> QuerySet[Contribution]:
    """Return the public proposals of a step, each with its `fate`."""
    return with_fate(Contribution.objects.public().filter(step=step, kind=KIND))


def figures(steps: Sequence[Step]) -> dict[int, list[Figure]]:
    """Return the number of proposals, supports and comments of each step, in one query for all."""
    counted = Contribution.objects.public().filter(step__in=steps, kind=KIND).order_by().values("step")
    sums = {
        row["step"]: row for row in counted.annotate(n=Count("pk"), s=Sum("supports_count"), c=Sum("comments_count"))
    }
    answers = {}
    for step in steps:
        row: Any = sums.get(step.pk, {"n": 0, "s": 0, "c": 0})
        found = [Figure(row["n"], ngettext("proposition", "propositions", row["n"]), "lightbulb")]
        if step.supports_shown and step.supports_enabled:
            found.append(Figure(row["s"], ngettext("soutien", "soutiens", row["s"]), "support"))
        if step.comments_enabled:
            found.append(Figure(row["c"], ngettext("commentaire", "commentaires", row["c"]), "comment"))
        answers[step.pk] = found
    return answers


def rows(step: Step) -> Iterator[Contribution]:
    """Yield the public proposals of a step for an export, in constant memory."""
    related = shown_in(step).select_related("author", "structure", "theme").order_by("pk")
    yield from related.iterator(chunk_size=500)
