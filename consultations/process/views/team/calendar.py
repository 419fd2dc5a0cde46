"""The calendar and the modalities, as pages of the wizard."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from consultations.process.forms.steps import DatesForm
from consultations.process.models import Consultation, State, Step
from consultations.process.operations.steps import write_calendar
from consultations.process.queries.missing import closed_steps, missing_in_steps
from consultations.process.views.lines import step_lines
from consultations.process.views.team.editing import editable
from consultations.process.views.team.ingredients import go_on, wizard_context
from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken


@team(Role.ADMINISTRATOR)
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the dates of all steps on one page; once published they only move by extension."""
    consultation = editable(request, pk)
    steps = list(consultation.steps.all())
    posted = request.POST if request.method == "POST" and consultation.state == State.DRAFT else None
    lines = [DatesForm(posted, instance=step, prefix=f"step-{step.pk}") for step in steps]
    refused = [
        line for line in lines if posted is not None and not line.is_valid()
    ]  # all, so that all show their errors
    if posted is not None and not refused and _written(request, consultation, lines):
        messages.success(request, _("Le calendrier est enregistré."))
        return go_on(request, consultation, "calendar")
    has_errors = any(line.errors for line in lines)
    context = {
        **wizard_context(consultation, "calendar"),
        "rows": list(zip(step_lines(steps), lines, strict=True)),
        "forms": lines,
        "page_has_errors": has_errors,
    }
    return render(request, "process/team/calendar.html", context, status=422 if has_errors else 200)


@team(Role.ADMINISTRATOR)
def modalities(request: HttpRequest, pk: int) -> HttpResponse:
    """List the ways to take part, each with what it still lacks."""
    consultation = editable(request, pk)
    steps = list(consultation.steps.all())
    missing = [*missing_in_steps(steps), *(closed_steps(steps) if consultation.state == State.DRAFT else [])]
    lines = step_lines(steps)
    rows = [
        {
            "line": line,
            "team_url": line.modality.team_url(line.step) if line.modality else "",
            "missing": [one.sentence for one in missing if one.key == line.step.pk],
        }
        for line in lines
    ]
    return render(
        request, "process/team/modalities.html", {**wizard_context(consultation, "modalities"), "rows": rows}
    )


def _written(request: HttpRequest, consultation: Consultation, lines: list[DatesForm]) -> bool:
    dates = {line.instance.pk: (line.changes["opens_at"], line.changes["closes_at"]) for line in lines}
    seen = {line.instance.pk: line.stamp for line in lines}
    try:
        write_calendar(by=request.user, consultation=consultation, dates=dates, seen=seen)
    except RuleBroken as error:
        line = next(line for line in lines if str(line.instance.pk) == error.field)
        shown = RuleBroken(error.code, error.message, "closes_at")
        line.refuse(shown, Step.objects.get(pk=line.instance.pk))
        return False
    return True
