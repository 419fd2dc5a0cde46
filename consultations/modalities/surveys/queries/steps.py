"""What pages about consultations ask of surveys."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, F
from django.utils.translation import gettext as _

from consultations.modalities.surveys.models import Question, Response
from consultations.modalities.surveys.rules.shape import fault
from consultations.process.modality import Figure
from consultations.process.models import Step


def figures(steps: Sequence[Step]) -> dict[int, list[Figure]]:
    """Return the number of answers received in each step, in one query."""
    rows = (
        Response.objects.sent()
        .filter(survey__step__in=[step.pk for step in steps])
        .values_list("survey__step")
        .annotate(n=Count("pk"))
    )
    counts = dict(rows)
    return {
        step.pk: [Figure(n, _("réponses") if n > 1 else _("réponse"), "survey")] for step, n in _with(steps, counts)
    }


def _with(steps: Sequence[Step], counts: dict[int, int]) -> list[tuple[Step, int]]:
    return [(step, counts.get(step.pk, 0)) for step in steps]


def missing(steps: Sequence[Step]) -> dict[int, list[str]]:
    """Return what each survey lacks before it can be published, as sentences, in two queries."""
    known: dict[int, list[Question]] = {step.pk: [] for step in steps}
    asked = Question.objects.filter(survey__step__in=known).annotate(step=F("survey__step"))
    for question in asked.select_related("depends_on").prefetch_related("choices"):
        known[question.step].append(question)
    return {pk: lacking(questions) for pk, questions in known.items()}


def lacking(questions: Sequence[Question]) -> list[str]:
    """Return what a survey with these questions lacks."""
    if not questions:
        return [_("l’enquête n’a pas encore de question.")]
    found = []
    for question in questions:
        wrong = fault(question.spec, [choice.label for choice in question.choices.all()])
        if wrong:
            found.append(_("question « %(question)s » : %(fault)s") % {"question": question.label, "fault": wrong[1]})
    return found
