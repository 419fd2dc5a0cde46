"""Overview of a consultation, and the gestures that are confirmed on a page of their own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from consultations.process.forms.life import CloseForm, CopyForm
from consultations.process.modality import figures_of
from consultations.process.models import Consultation
from consultations.process.operations.copying import copy_consultation
from consultations.process.operations.drafting import delete_draft
from consultations.process.operations.publishing import (
    archive_consultation,
    close_consultation,
    publish_consultation,
)
from consultations.process.queries.missing import Missing, missing_before_publishing
from consultations.process.queries.team import edited
from consultations.process.views.lines import step_lines
from consultations.process.views.team.ingredients import INGREDIENTS, is_done
from platform_core.access import require, team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken

PAGE_OF = {one.key: one.url_name for one in INGREDIENTS}


@team()
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a consultation is: what is missing, its ingredients, its steps with their figures, what one may do."""
    consultation = get_object_or_404(edited(request.user), pk=pk)
    steps = list(consultation.steps.all())
    figures = {} if consultation.is_draft else figures_of(steps)
    context = {
        "consultation": consultation,
        "missing": missing_links(consultation) if consultation.is_draft else [],
        "ingredients": [
            {"label": one.label, "url": reverse(one.url_name, args=[pk]), "done": is_done(consultation, one.key)}
            for one in INGREDIENTS
        ],
        "lines": step_lines(steps, figures),
    }
    return render(request, "process/team/overview.html", context)


@team(Role.ADMINISTRATOR)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then show a draft to everybody; or say what is missing, each with the way there."""
    consultation = _asked(request, "consultations.publish", pk)
    if request.method == "POST":
        try:
            publish_consultation(by=request.user, consultation=consultation)
        except RuleBroken as error:
            return _publish_page(request, consultation, status=422, refused=error.message)
        messages.success(request, _("La concertation est publiée : tout le monde peut la voir."))
        return redirect("process:team_overview", pk)
    return _publish_page(request, consultation)


@team(Role.ADMINISTRATOR)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why when it is early, then end a consultation."""
    consultation = _asked(request, "consultations.close", pk)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close_consultation(by=request.user, consultation=consultation, reason=form.cleaned_data["reason"])
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("La concertation est close. Tout reste lisible."))
            return redirect("process:team_overview", pk)
    unfinished = consultation.steps.filter(closes_at__gt=timezone.now())
    context = {"consultation": consultation, "form": form, "unfinished": unfinished}
    return render(request, "process/team/close.html", context, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then move a consultation that is over to the past."""
    consultation = _asked(request, "consultations.archive", pk)
    if request.method == "POST":
        archive_consultation(by=request.user, consultation=consultation)
        messages.success(request, _("La concertation est archivée. Elle reste consultable."))
        return redirect("process:team_overview", pk)
    return render(request, "process/team/archive.html", {"consultation": consultation})


@team(Role.ADMINISTRATOR)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a title and a first day, then make the draft of the next edition."""
    consultation = _asked(request, "consultations.copy", pk)
    form = CopyForm(request.POST or None, initial={"title": consultation.title})
    if request.method == "POST" and form.is_valid():
        made = copy_consultation(by=request.user, consultation=consultation, **form.cleaned_data)
        messages.success(request, _("La nouvelle édition est en brouillon. Vérifiez l’attendu et les dates."))
        return redirect("process:team_overview", made.pk)
    context = {"consultation": consultation, "form": form}
    return render(request, "process/team/copy.html", context, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then throw a draft away."""
    consultation = _asked(request, "consultations.delete", pk)
    if request.method == "POST":
        try:
            delete_draft(by=request.user, consultation=consultation)
        except RuleBroken as error:
            messages.error(request, error.message)
            return redirect("process:team_overview", pk)
        messages.success(request, _("Le brouillon est supprimé."))
        return redirect("process:team_list")
    return render(request, "process/team/delete.html", {"consultation": consultation})


def missing_links(consultation: Consultation) -> list[dict[str, Any]]:
    """Return what is missing, each with the page where it is put right."""
    return [
        {"sentence": one.sentence, "url": _page_of(one, consultation)}
        for one in missing_before_publishing(consultation)
    ]


def _page_of(one: Missing, consultation: Consultation) -> str:
    if one.part == "page":
        return reverse("pages:team_edit", args=[one.key])
    if one.part == "step":
        step = next(step for step in step_lines(consultation.steps.all()) if step.step.pk == one.key)
        own = step.modality.team_url(step.step) if step.modality else ""
        return own or reverse("process:team_step", args=[consultation.pk, one.key])
    return reverse(PAGE_OF[one.part], args=[consultation.pk])


def _asked(request: HttpRequest, permission: str, pk: int) -> Consultation:
    """Return the consultation; the page that asks is refused as the gesture would be."""
    consultation = get_object_or_404(Consultation.objects.prefetch_related("steps"), pk=pk)
    require(permission, request.user, consultation)
    return consultation


def _publish_page(
    request: HttpRequest, consultation: Consultation, status: int = 200, refused: str | Promise = ""
) -> HttpResponse:
    missing = missing_links(consultation)
    context = {"consultation": consultation, "missing": missing, "refused": refused, "page_has_errors": bool(refused)}
    return render(request, "process/team/publish.html", context, status=status)
