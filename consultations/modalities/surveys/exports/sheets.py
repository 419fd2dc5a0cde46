"""The sheets sent, read as a stream, in an order that says nothing of who answered first."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch

from consultations.modalities.surveys.models import Answer, Response
from consultations.modalities.surveys.queries.definitions import Definition, definition, survey_of
from consultations.modalities.surveys.queries.results import is_too_few, sent_count
from consultations.modalities.surveys.rules.questions import Value
from consultations.process.models import Step

CHUNK = 500  # sheets in memory at a time


def known_of(step: Step) -> Definition:
    """Return the survey of a step."""
    return definition(survey_of(step))


def sheets(known: Definition) -> Iterator[tuple[Response, dict[int, Value]]]:
    """Yield each sheet with {number of question: value} of the questions asked, `None` when left empty."""
    if not known.survey.is_written or is_too_few(known.survey, sent_count(known.survey)):
        return
    answers = Prefetch("answers", Answer.objects.only("question_id", "value", "response_id"))
    found = Response.objects.sent().filter(survey=known.survey).order_by("pk")
    if not known.survey.is_anonymous:
        found = found.select_related("person")
    for sheet in found.prefetch_related(answers).iterator(chunk_size=CHUNK):
        yield sheet, {answer.question_id: answer.value for answer in sheet.answers.all()}
