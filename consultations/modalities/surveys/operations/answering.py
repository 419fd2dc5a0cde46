"""Answering: each page is kept as a draft, then everything is sent at once. One sheet per person."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.modalities.surveys.models import Answer, Participation, Response, Survey
from consultations.modalities.surveys.queries.definitions import Definition, definition
from consultations.modalities.surveys.queries.sheets import ALREADY, has_taken_part, sheet_of, ticket, working_values
from consultations.modalities.surveys.rules.questions import Value
from consultations.modalities.surveys.rules.values import cleaned, missing, problem
from consultations.process.models import Step
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit


@transaction.atomic
def save_draft(*, by: Actor, step: Step, values: Mapping[str, Value], secret: str = "") -> Response:
    """Keep what is being answered, by key of question (`None` empties). What was sent before stays until sent again.

    `secret` is what the browser keeps for an anonymous survey. Raises `RuleBroken` when a value is not an answer to its
    question, or when the person has already answered this anonymous survey from elsewhere.
    """
    require("surveys.answer", by, step)
    survey = _survey(step)
    sheet = _sheet(by, survey, secret)
    known = definition(survey)
    draft = {**working_values(sheet), **_checked(known, values)}
    sheet.draft = {key: value for key, value in draft.items() if value is not None}
    sheet.save(update_fields=["draft"])
    return sheet


@transaction.atomic
def submit_answers(*, by: Actor, step: Step, secret: str = "") -> Response:
    """Send the draft: from now on it counts. May be done again until the step closes; the last one replaces.

    Raises `RuleBroken` (`missing`) naming the field of the first required question without an answer.
    """
    require("surveys.answer", by, step)
    survey = _survey(step, locked=True)
    sheet = _sheet(by, survey, secret)
    is_first = sheet.is_draft
    _replace_answers(sheet, definition(survey))
    _mark_sent(sheet)
    if survey.is_anonymous:
        if is_first and not Participation.objects.add_once(survey, by.pk):
            raise RuleBroken("already", str(ALREADY))
        Response.objects.mix(sheet)
    _tell(by, survey, is_first=is_first)
    return sheet


@transaction.atomic
def discard_draft(*, by: Actor, step: Step, secret: str = "") -> None:
    """Forget what is being written; answers already sent stay as they were sent."""
    require("surveys.answer", by, step)
    sheet = sheet_of(by, _survey(step), secret)
    if sheet is None:
        return
    if sheet.is_draft:
        sheet.delete()
    else:
        sheet.draft = None
        sheet.save(update_fields=["draft"])


def _survey(step: Step, *, locked: bool = False) -> Survey:
    """Return the survey; `locked`: anonymous sheets are sent one after the other, because they are mixed."""
    survey = Survey.objects.filter(step=step).first()
    if locked and survey is not None and survey.is_anonymous:
        Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if survey is None or not survey.questions.exists():
        raise RuleBroken("empty", _("Cette enquête n’a pas encore de question."))
    return survey


def _sheet(by: Actor, survey: Survey, secret: str) -> Response:
    """Return the person's sheet, made if needed and locked: two clicks at once find the same one."""
    owner = {"ticket": _ticket(by, survey, secret)} if survey.is_anonymous else {"person_id": by.pk}
    sheets = Response.objects.select_for_update()
    sheet, _new = sheets.get_or_create(survey=survey, **owner, defaults={"is_anonymous": survey.is_anonymous})
    if survey.is_anonymous and sheet.is_draft and has_taken_part(by, survey):
        raise RuleBroken("already", str(ALREADY))
    return sheet


def _ticket(by: Actor, survey: Survey, secret: str) -> str:
    if not secret:
        raise RuleBroken(
            "no_secret", _("Votre navigateur refuse les cookies : ils sont nécessaires pour répondre anonymement.")
        )
    return ticket(secret, survey, by)


def _checked(known: Definition, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values made clean, those of unknown questions left out; raises `RuleBroken` at the first wrong one."""
    kept = {}
    for key, value in values.items():
        question = known.by_key.get(key)
        if question is None:
            continue
        kept[key] = cleaned(question.spec, value)
        if fault := problem(question.spec, kept[key]):
            raise RuleBroken("wrong", fault, question.field_name)
    return kept


def _replace_answers(sheet: Response, known: Definition) -> None:
    """Write an answer to each question asked, null when it was left empty: those who were asked are what shares rest on."""
    values = working_values(sheet)
    asked = known.asked(values)
    for question in asked:
        if missing(question.spec, values.get(question.key)):
            raise RuleBroken("missing", _("Il manque une réponse obligatoire."), question.field_name)
    Answer.objects.filter(response=sheet).delete()
    Answer.objects.bulk_create(
        Answer(response=sheet, question=question, value=values.get(question.key)) for question in asked
    )


def _mark_sent(sheet: Response) -> None:
    now = timezone.now()
    sheet.draft = None
    sheet.is_draft = False
    sheet.submitted_on = sheet.submitted_on or timezone.localdate(now)
    if not sheet.is_anonymous:
        sheet.submitted_at = sheet.submitted_at or now
        sheet.updated_at = now
    sheet.save(update_fields=["draft", "is_draft", "submitted_on", "submitted_at", "updated_at"])


def _tell(by: Actor, survey: Survey, *, is_first: bool) -> None:
    """Write the log and the event. An anonymous answer leaves no line: its hour would lead back to the person."""
    if survey.is_anonymous:
        if is_first:
            emit("survey.answered", survey_id=survey.pk, step_id=survey.step_id)
        return
    record("surveys.answer" if is_first else "surveys.correct_answer", by=by, target=survey)
    if is_first:
        emit("survey.answered", survey_id=survey.pk, step_id=survey.step_id, person_id=by.pk)
