"""What the API answers about surveys."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response as Answered

from consultations.modalities.surveys.api import examples
from consultations.modalities.surveys.api.describing import (
    AnswersSerializer,
    ResultsSerializer,
    SurveySerializer,
    results_data,
    survey_data,
)
from consultations.modalities.surveys.models import Response
from consultations.modalities.surveys.operations.answering import save_draft, submit_answers
from consultations.modalities.surveys.queries.definitions import Definition, definition, survey_of, visible_step
from consultations.modalities.surveys.queries.results import is_too_few, results, sent_count
from consultations.modalities.surveys.queries.sheets import sent_values, sheet_of
from consultations.process.models import Step
from platform_core.access import public, require, signed_in
from platform_core.access.actors import Actor
from platform_core.api.documented import documented
from platform_core.api.reading import checked
from platform_core.api.resources import Resource
from platform_core.errors import RuleBroken

SLUG = "surveys"
TAG = _("Enquêtes")


@public
class OneSurvey(Resource):
    """A survey."""

    @documented(
        "survey_read",
        tag=TAG,
        summary=_("Lire les questions d’une enquête"),
        answer={200: SurveySerializer},
        examples={"answer": examples.SURVEY},
    )
    def get(self, request: Request, step_id: int) -> Answered:
        """Show what it asks."""
        return Answered(survey_data(_known(visible_step(request.user, step_id, SLUG)), request.user))


@public
class Results(Resource):
    """Its results."""

    @documented(
        "survey_results",
        tag=TAG,
        summary=_("Lire les résultats d’une enquête"),
        description=_("Des nombres seulement. Publics à la fin de l’enquête, ou pendant si l’équipe le veut."),
        answer={200: ResultsSerializer},
        examples={"answer": examples.RESULTS},
    )
    def get(self, request: Request, step_id: int) -> Answered:
        """Show them to whom may read them."""
        step = visible_step(request.user, step_id, SLUG)
        require("surveys.results", request.user, step)
        known = definition(survey_of(step))
        total = sent_count(known.survey)
        found = [] if is_too_few(known.survey, total) else results(known, total)
        return Answered(results_data(step.pk, total, found))


@signed_in
class OwnAnswers(Resource):
    """One's own answers."""

    @documented(
        "survey_answers_read",
        tag=TAG,
        summary=_("Lire ses propres réponses"),
        description=_("Celles qui ont été envoyées, si l’enquête n’est pas anonyme."),
        answer={200: AnswersSerializer},
        examples={"answer": examples.SENT},
    )
    def get(self, request: Request, step_id: int) -> Answered:
        """Show what was sent."""
        step = visible_step(request.user, step_id, SLUG)
        sheet = sheet_of(request.user, _known(step).survey)
        if sheet is None or sheet.is_draft:
            raise Http404
        return Answered(_answers(sheet))

    @documented(
        "survey_answer",
        tag=TAG,
        summary=_("Répondre à une enquête"),
        description=_(
            "Envoie toutes les réponses ; celles d’un envoi précédent sont remplacées. Une enquête anonyme se remplit "
            "seulement sur sa page : un jeton dirait qui répond."
        ),
        body=AnswersSerializer,
        answer={200: AnswersSerializer},
        examples={"body": examples.GIVEN, "answer": examples.SENT},
    )
    def put(self, request: Request, step_id: int) -> Answered:
        """Send them, all at once."""
        step = visible_step(request.user, step_id, SLUG)
        known = _known(step)
        given = checked(AnswersSerializer, request.data)["answers"]
        values = dict.fromkeys(known.by_key) | given
        return Answered(_answers(_send(known, request.user, step, values)))


@transaction.atomic
def _send(known: Definition, person: Actor, step: Step, values: dict[str, object]) -> Response:
    """Send the answers, all or nothing; what is refused names the key of its question."""
    if known.survey.is_anonymous:
        raise RuleBroken(
            "anonymous", str(_("Une enquête anonyme se remplit sur sa page : un jeton dirait qui répond."))
        )
    try:
        save_draft(by=person, step=step, values=values)
        return submit_answers(by=person, step=step)
    except RuleBroken as error:
        named = {question.field_name: question.key for question in known.questions}
        raise RuleBroken(error.code, error.message, named.get(error.field or "", error.field)) from error


def _known(step: Step) -> Definition:
    """Return the survey of a step; raises `Http404` when there is none yet."""
    known = definition(survey_of(step))
    if not known.questions:
        raise Http404
    return known


def _answers(sheet: Response) -> dict[str, object]:
    shown = {"submitted_on": sheet.submitted_on, "answers": sent_values(sheet)}
    return dict(AnswersSerializer(shown).data)
