"""The steps of a consultation: calendar, modalities, one step, its extension."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.process.availability import closed_modalities, modality_closed, open_modalities
from consultations.process.calendar import end_of, opening_of
from consultations.process.forms.steps import ExtendForm, StepForm, settings_form
from consultations.process.modality import Modality, modalities
from consultations.process.models import Consultation, State, Step
from consultations.process.operations.steps import add_step, delete_step, edit_step, extend_step
from consultations.process.views.team.editing import editable
from platform_core.access import require, team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken

WEEKS = 6  # how long a step lasts when nobody said
DAYS_BEFORE = 14


@team(Role.ADMINISTRATOR)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the modality of a new step."""
    consultation = editable(request, pk)
    context = {"consultation": consultation, "modalities": open_modalities(), "closed": closed_modalities()}
    return render(request, "process/team/step_choose.html", context)


@team(Role.ADMINISTRATOR)
def add(request: HttpRequest, pk: int, modality: str) -> HttpResponse:
    """Add a step of a modality."""
    consultation = editable(request, pk)
    chosen = _modality(modality)
    if chosen is None:
        raise Http404
    if closed := modality_closed(modality):
        messages.error(request, closed.reason)
        return redirect("process:team_step_choose", pk)
    step = Step(consultation=consultation, modality=modality, title=str(chosen.label), **_likely_dates(consultation))
    form, settings = _forms(request, step, chosen)
    if request.method == "POST" and _valid(form, settings):
        try:
            made = add_step(by=request.user, consultation=consultation, modality=modality, **_changes(form, settings))
        except RuleBroken as error:
            form.refuse(error)
        else:
            messages.success(request, _("L’étape « %(title)s » est ajoutée.") % {"title": made.title})
            return redirect("process:team_modalities", pk)
    return _page(request, step, chosen, form, settings)


@team(Role.ADMINISTRATOR)
def edit(request: HttpRequest, pk: int, step_id: int) -> HttpResponse:
    """Change a step and the settings of its modality."""
    step = _step(request, pk, step_id)
    modality = _modality(step.modality)
    form, settings = _forms(request, step, modality)
    if request.method == "POST" and _valid(form, settings):
        try:
            edit_step(by=request.user, step=step, seen=form.stamp, **_changes(form, settings))
        except RuleBroken as error:
            form.refuse(error, _step(request, pk, step_id))
        else:
            messages.success(request, _("L’étape « %(title)s » est enregistrée.") % {"title": form.changes["title"]})
            return redirect("process:team_modalities", pk)
    return _page(request, step, modality, form, settings)


@team(Role.ADMINISTRATOR)
def delete(request: HttpRequest, pk: int, step_id: int) -> HttpResponse:
    """Ask, then remove a step in which nothing was contributed."""
    step = _step(request, pk, step_id)
    if request.method == "POST":
        try:
            delete_step(by=request.user, step=step)
        except RuleBroken as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("L’étape « %(title)s » est supprimée.") % {"title": step.title})
        return redirect("process:team_modalities", pk)
    context = {"consultation": step.consultation, "step": step}
    return render(request, "process/team/step_delete.html", context)


@team(Role.ADMINISTRATOR)
def extend(request: HttpRequest, pk: int, step_id: int) -> HttpResponse:
    """Ask until when and why, then move the end of a step."""
    step = _step(request, pk, step_id)
    require("consultations.extend", request.user, step)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            extend_step(by=request.user, step=step, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("L’étape est prolongée. La nouvelle date et son motif sont publics."))
            return redirect("process:team_overview", pk)
    context = {"consultation": step.consultation, "step": step, "form": form}
    return render(request, "process/team/step_extend.html", context, status=422 if form.errors else 200)


def _step(request: HttpRequest, pk: int, step_id: int) -> Step:
    return get_object_or_404(
        Step.objects.select_related("consultation"), pk=step_id, consultation=editable(request, pk)
    )


def _modality(slug: str) -> Modality | None:
    return next((one for one in modalities() if one.slug == slug), None)


def _forms(request: HttpRequest, step: Step, modality: Modality | None) -> tuple[StepForm, forms.Form | None]:
    fixed = bool(step.pk) and step.consultation.state != State.DRAFT
    form = StepForm(request.POST or None, instance=step, modality=modality, dates_fixed=fixed)
    return form, settings_form(modality, step, request.POST or None)


def _valid(form: forms.Form | StepForm, settings: forms.Form | None) -> bool:
    return all([form.is_valid(), settings is None or settings.is_valid()])  # both, so that both show their errors


def _changes(form: StepForm, settings: forms.Form | None) -> dict[str, Any]:
    return {**form.changes, **({"settings": settings.cleaned_data} if settings else {})}


def _page(
    request: HttpRequest, step: Step, modality: Modality | None, form: StepForm, settings: forms.Form | None
) -> HttpResponse:
    refused = bool(form.errors or (settings and settings.errors))
    context = {
        "consultation": step.consultation,
        "step": step,
        "modality": modality,
        "form": form,
        "settings_form": settings,
        "forms": [one for one in (form, settings) if one],
        "page_has_errors": refused,
        "dates_fixed": "opens_at" not in form.fields,
        "team_url": modality.team_url(step) if modality and step.pk else "",
    }
    return render(request, "process/team/step.html", context, status=422 if refused else 200)


def _likely_dates(consultation: Consultation) -> dict[str, Any]:
    first = consultation.steps.order_by("opens_at").first()
    day = timezone.localdate(first.opens_at) if first else timezone.localdate() + timedelta(days=DAYS_BEFORE)
    day = max(day, timezone.localdate() + timedelta(days=1))
    return {"opens_at": opening_of(day), "closes_at": end_of(day + timedelta(weeks=WEEKS, days=-1))}
