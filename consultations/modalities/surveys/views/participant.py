"""Answering a survey: its page, each page of questions, what one is about to send, the confirmation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from consultations.modalities.surveys.forms.answering import PageForm
from consultations.modalities.surveys.models import Response, Survey
from consultations.modalities.surveys.operations.answering import discard_draft, save_draft, submit_answers
from consultations.modalities.surveys.queries.definitions import (
    Definition,
    definition,
    page_of,
    survey_of,
    visible_step,
)
from consultations.modalities.surveys.queries.sheets import has_taken_part, sheet_of, working_values
from consultations.modalities.surveys.queries.summaries import summary
from consultations.modalities.surveys.rules.questions import Values
from consultations.modalities.surveys.views.browser import keep_secret, secret_of
from consultations.process.models import Step
from platform_core.access import may, public, require, signed_in
from platform_core.errors import RuleBroken

SLUG = "surveys"
REFUSED = 422


def place(request: HttpRequest, step_id: int) -> tuple[Step, Survey]:
    """Return a step and its survey, 404 when the person may not see it."""
    step = visible_step(request.user, step_id, SLUG)
    return step, survey_of(step)


def common(step: Step, survey: Survey) -> dict[str, Any]:
    """Return what every page of a survey shows."""
    consultation = step.consultation
    return {
        "step": step,
        "survey": survey,
        "consultation": consultation,
        "trail": [(consultation.title, reverse("process:consultation", args=[consultation.slug]))],
    }


@public
def step(request: HttpRequest, step_id: int) -> HttpResponse:
    """Show what the survey is about, whether one can answer, and where one is with it."""
    step, survey = place(request, step_id)
    known = definition(survey)
    sheet = sheet_of(request.user, survey, secret_of(request, survey))
    elsewhere = survey.is_anonymous and (sheet is None or sheet.is_draft) and has_taken_part(request.user, survey)
    return render(
        request,
        "surveys/step.html",
        {
            **common(step, survey),
            "known": known,
            "sheet": sheet,
            "elsewhere": elsewhere,
            "denial": may("surveys.answer", request.user, step),
            "results_denial": may("surveys.results", request.user, step),
        },
    )


@signed_in
def begin(request: HttpRequest, step_id: int) -> HttpResponse:
    """Lead to the first page that has something to ask."""
    step, survey = place(request, step_id)
    require("surveys.answer", request.user, step)
    return keeping(request, survey, redirect("surveys:page", step.pk, 1))


@signed_in
def page(request: HttpRequest, step_id: int, number: int) -> HttpResponse:
    """Ask the questions of one page; sending it keeps what is right, and says beside each field what is not."""
    step, survey = place(request, step_id)
    require("surveys.answer", request.user, step)
    known = definition(survey)
    blocks = page_of(known.pages, number)
    secret = secret_of(request, survey)
    values = working_values(sheet_of(request.user, survey, secret))
    form = PageForm(request.POST if request.method == "POST" else None, known=known, page=blocks, values=values)
    status = 200
    if request.method == "POST":
        is_right = form.is_valid()
        go = request.POST.get("go", "next")
        try:
            sheet = save_draft(by=request.user, step=step, values=form.answers, secret=secret)
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            if is_right or go in LEAVING:
                return redirect(where(step, known, working_values(sheet), number, go))
        status = REFUSED
    context = {**common(step, survey), "form": form, "number": number, "total": len(known.pages)}
    return keeping(request, survey, render(request, "surveys/page.html", context, status=status))


LEAVING = {"back", "later"}  # what is right is kept, what lacks is not asked yet


def where(step: Step, known: Definition, values: Values, number: int, go: str) -> str:
    """Return the address of the page that follows: the next or previous one with something to ask."""
    if go == "later":
        return reverse("surveys:step", args=[step.pk])
    asked = {question.pk for question in known.asked(values)}
    filled = [
        place
        for place, blocks in enumerate(known.pages, start=1)
        if any(question.pk in asked for block in blocks for question in block.questions)
    ]
    if go == "back":
        before = [place for place in filled if place < number]
        return (
            reverse("surveys:page", args=[step.pk, before[-1]]) if before else reverse("surveys:step", args=[step.pk])
        )
    after = [place for place in filled if place > number]
    return reverse("surveys:page", args=[step.pk, after[0]]) if after else reverse("surveys:review", args=[step.pk])


@signed_in
def review(request: HttpRequest, step_id: int) -> HttpResponse:
    """Show all that is about to be sent; send it."""
    step, survey = place(request, step_id)
    require("surveys.answer", request.user, step)
    secret = secret_of(request, survey)
    sheet = sheet_of(request.user, survey, secret)
    if sheet is None:
        return redirect("surveys:page", step.pk, 1)
    error, status = "", 200
    if request.method == "POST":
        try:
            submit_answers(by=request.user, step=step, secret=secret)
        except RuleBroken as broken:
            error, status = broken.message, REFUSED
        else:
            return redirect("surveys:thanks", step.pk)
    shown = summary(definition(survey), working_values(sheet))
    context = {**common(step, survey), "sheet": sheet, "pages": shown, "error": error}
    context["lacking"] = [line for one in shown for line in one.lines if line.lacks]
    return render(request, "surveys/review.html", {**context, "page_has_errors": bool(error)}, status=status)


@signed_in
def thanks(request: HttpRequest, step_id: int) -> HttpResponse:
    """Confirm, and say truthfully what is kept."""
    step, survey = place(request, step_id)
    sheet = sheet_of(request.user, survey, secret_of(request, survey))
    if sheet is None or sheet.is_draft:
        return redirect("surveys:step", step.pk)
    context = {**common(step, survey), "sheet": sheet}
    context["results_denial"] = may("surveys.results", request.user, step)
    return render(request, "surveys/thanks.html", context)


@signed_in
def discard(request: HttpRequest, step_id: int) -> HttpResponse:
    """Ask, then forget what was being written."""
    step, survey = place(request, step_id)
    require("surveys.answer", request.user, step)
    sheet: Response | None = sheet_of(request.user, survey, secret_of(request, survey))
    if sheet is None or sheet.draft is None:
        return redirect("surveys:step", step.pk)
    if request.method == "POST":
        discard_draft(by=request.user, step=step, secret=secret_of(request, survey))
        return redirect("surveys:step", step.pk)
    return render(request, "surveys/discard.html", {**common(step, survey), "sheet": sheet})


def keeping(request: HttpRequest, survey: Survey, response: HttpResponse) -> HttpResponse:
    """Return the answer with the browser's secret, for an anonymous survey."""
    keep_secret(request, response, survey)
    return response
