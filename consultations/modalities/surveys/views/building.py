"""The builder: its page, the settings, the sections, the preview. Everything works by links and buttons, without script."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.modalities.surveys.forms.answering import PageForm
from consultations.modalities.surveys.forms.building import SectionForm, SurveyForm
from consultations.modalities.surveys.models import Question, Section
from consultations.modalities.surveys.operations.building import (
    add_section,
    delete_section,
    edit_section,
    edit_survey,
    order_sections,
)
from consultations.modalities.surveys.queries.definitions import (
    Definition,
    definition,
    page_of,
    survey_of,
    visible_step,
)
from consultations.modalities.surveys.queries.results import begun_and_sent
from consultations.modalities.surveys.queries.steps import lacking
from consultations.modalities.surveys.queries.wording import condition_words
from consultations.process.models import Step
from platform_core.access import may, team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken

SLUG = "surveys"
REFUSED = 422


def around(step: Step) -> dict[str, Any]:
    """Return what every page of the builder shows."""
    survey = survey_of(step)
    begun, sent = begun_and_sent(survey)
    return {
        "step": step,
        "survey": survey,
        "consultation": step.consultation,
        "has_begun": begun > 0,
        "sent": sent,
        "builder_url": reverse("surveys_team:step", args=[step.pk]),
        "trail": [
            (step.consultation.title, reverse("process:team_overview", args=[step.consultation_id])),
            (str(survey), reverse("surveys_team:step", args=[step.pk])),
        ],
    }


@team()
def builder(request: HttpRequest, step_id: int) -> HttpResponse:
    """Show the survey with what can be done to it."""
    step = visible_step(request.user, step_id, SLUG)
    context = around(step)
    known = definition(context["survey"])
    context["blocks"] = [
        (block.section, [(one, _condition(known, one)) for one in block.questions]) for block in known.blocks
    ]
    denial = may("surveys.edit", request.user, step)
    context |= {"known": known, "denial": denial, "can_change": not denial and not context["has_begun"]}
    context |= {"missing": lacking(known.questions) if known.questions else []}
    return render(request, "surveys/team/builder.html", context)


def _condition(known: Definition, question: Question) -> str:
    """Return the condition of a question in words, with the choices already read."""
    return condition_words(question, known.by_key[question.depends_on.key]) if question.depends_on else ""


@team(Role.ADMINISTRATOR)
def settings(request: HttpRequest, step_id: int) -> HttpResponse:
    """Change what surrounds the questions."""
    step = visible_step(request.user, step_id, SLUG)
    context = around(step)
    data = request.POST if request.method == "POST" else None
    form = SurveyForm(data, row=context["survey"], has_begun=context["has_begun"])
    if form.is_valid():
        try:
            edit_survey(by=request.user, step=step, seen=form.cleaned_data["seen"] or None, **form.changes)
        except RuleBroken as error:
            form.refuse(error)
        else:
            messages.success(request, _("Les réglages sont enregistrés."))
            return redirect("surveys_team:step", step.pk)
    return render(request, "surveys/team/settings.html", {**context, "form": form}, status=status_of(form))


@team(Role.ADMINISTRATOR)
def section_add(request: HttpRequest, step_id: int) -> HttpResponse:
    """Add a section."""
    step = visible_step(request.user, step_id, SLUG)
    form = SectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            section = add_section(by=request.user, step=step, **form.changes)
        except RuleBroken as error:
            form.refuse(error)
        else:
            return back(step, f"section-{section.pk}")
    context = {**around(step), "form": form, "heading": _("Ajouter une section")}
    return render(request, "surveys/team/section.html", context, status=status_of(form))


@team(Role.ADMINISTRATOR)
def section_edit(request: HttpRequest, section_id: int) -> HttpResponse:
    """Change the words of a section."""
    section = section_seen(request, section_id)
    form = SectionForm(request.POST if request.method == "POST" else None, row=section)
    if form.is_valid():
        try:
            edit_section(by=request.user, section=section, seen=form.cleaned_data["seen"] or None, **form.changes)
        except RuleBroken as error:
            form.refuse(error)
        else:
            return back(section.survey.step, f"section-{section.pk}")
    context = {**around(section.survey.step), "form": form, "heading": _("Modifier la section")}
    return render(request, "surveys/team/section.html", context, status=status_of(form))


@team(Role.ADMINISTRATOR)
def section_delete(request: HttpRequest, section_id: int) -> HttpResponse:
    """Ask, then remove a section with its questions."""
    section = section_seen(request, section_id)
    step = section.survey.step
    if request.method == "POST":
        try:
            delete_section(by=request.user, section=section)
        except RuleBroken as error:
            messages.error(request, error.message)
        return redirect("surveys_team:step", step.pk)
    context = {
        **around(step),
        "heading": _("Supprimer la section « %(title)s » ?") % {"title": section},
        "text": _("Ses questions seront supprimées avec elle."),
    }
    return render(request, "surveys/team/confirm.html", context)


@team(Role.ADMINISTRATOR)
@require_POST
def section_move(request: HttpRequest, section_id: int) -> HttpResponse:
    """Move a section one place up or down."""
    section = section_seen(request, section_id)
    keys = list(section.survey.sections.values_list("pk", flat=True))
    try:
        order_sections(
            by=request.user, step=section.survey.step, order=moved(keys, section.pk, request.POST.get("move"))
        )
    except RuleBroken as error:
        messages.error(request, error.message)
    return back(section.survey.step, f"section-{section.pk}")


@team()
def preview(request: HttpRequest, step_id: int, number: int) -> HttpResponse:
    """Show a page as participants will see it; nothing is kept. Questions that depend on an earlier page are all shown."""
    step = visible_step(request.user, step_id, SLUG)
    context = around(step)
    known = definition(context["survey"])
    form = PageForm(known=known, page=page_of(known.pages, number), values=None)
    shown = {"form": form, "number": number, "total": len(known.pages), "preview": True}
    return render(request, "surveys/page.html", {**context, **shown})


def section_seen(request: HttpRequest, section_id: int) -> Section:
    """Return a section that the person may see; 404 otherwise."""
    section = get_object_or_404(Section.objects.select_related("survey"), pk=section_id)
    section.survey.step = visible_step(request.user, section.survey.step_id, SLUG)
    return section


def moved(keys: list[int], key: int, where: str | None) -> list[int]:
    """Return the numbers with one of them moved "up" or "down" by one place."""
    at = keys.index(key)
    other = at - 1 if where == "up" else at + 1
    if 0 <= other < len(keys):
        keys[at], keys[other] = keys[other], keys[at]
    return keys


def back(step: Step, anchor: str) -> HttpResponse:
    """Return to the builder, at the place that was worked on."""
    return redirect(f"{reverse('surveys_team:step', args=[step.pk])}#{anchor}")


def status_of(form: Any) -> int:
    """Return the status of the page: 422 when the form was refused."""
    return REFUSED if form.is_bound and form.errors else 200
