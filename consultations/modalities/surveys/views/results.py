"""Results: for the team at any time, for everybody when the survey is over or when the team says so."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from consultations.modalities.surveys.models import Question
from consultations.modalities.surveys.queries.definitions import definition, survey_of, visible_step
from consultations.modalities.surveys.queries.results import FEW, is_too_few, results, total_of_step, written
from consultations.modalities.surveys.rules.kinds import TEXTS
from consultations.process.models import Step
from platform_core.access import may, public, require, team

SLUG = "surveys"
TEXTS_PER_PAGE = 25


@public
def public_results(request: HttpRequest, step_id: int) -> HttpResponse:
    """Show the results to everybody."""
    return _results(request, step_id, "surveys/results.html", "surveys:texts")


@team()
def team_results(request: HttpRequest, step_id: int) -> HttpResponse:
    """Show the results to the team."""
    return _results(request, step_id, "surveys/team/results.html", "surveys_team:texts")


@public
def public_texts(request: HttpRequest, step_id: int, question_id: int) -> HttpResponse:
    """Show what people wrote, when the team lets everybody read it."""
    return _texts(request, visible_step(request.user, step_id, SLUG), question_id, "surveys/texts.html")


@team()
def team_texts(request: HttpRequest, step_id: int, question_id: int) -> HttpResponse:
    """Show what people wrote to the team."""
    return _texts(request, visible_step(request.user, step_id, SLUG), question_id, "surveys/team/texts.html")


def _results(request: HttpRequest, step_id: int, template: str, texts_url: str) -> HttpResponse:
    step = visible_step(request.user, step_id, SLUG, total=total_of_step())
    require("surveys.results", request.user, step)
    survey = survey_of(step)
    known = definition(survey)
    total = getattr(step, "total", None) or 0
    found = {one.question.pk: one for one in results(known, total)}
    sections = [(block.section, [found[q.pk] for q in block.questions]) for block in known.blocks if block.questions]
    context = {
        "too_few": is_too_few(survey, total),
        "few": FEW,
        "sections": sections,
        "total": total,
        "texts_url": texts_url,
        "corrections": survey.corrections.all() if survey.is_written else [],
    }
    return render(request, template, {**_around(request, step), **context})


def _texts(request: HttpRequest, step: Step, question_id: int, template: str) -> HttpResponse:
    require("surveys.texts", request.user, step)
    question = (
        Question.objects.filter(survey__step=step, pk=question_id)
        .select_related("survey")
        .prefetch_related("choices")
        .first()
    )
    if question is None or not (question.kind in TEXTS or question.has_other):
        raise Http404
    page = Paginator(written(question), TEXTS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, template, {**_around(request, step), "question": question, "page_obj": page})


def _around(request: HttpRequest, step: Step) -> dict[str, Any]:
    survey, consultation = survey_of(step), step.consultation
    return {
        "step": step,
        "survey": survey,
        "consultation": consultation,
        "texts_denial": may("surveys.texts", request.user, step),
        "trail": [
            (consultation.title, reverse("process:consultation", args=[consultation.slug])),
            (str(survey), reverse("surveys:step", args=[step.pk])),
        ],
        "team_trail": [
            (consultation.title, reverse("process:team_overview", args=[consultation.pk])),
            (str(survey), reverse("surveys_team:step", args=[step.pk])),
        ],
    }
