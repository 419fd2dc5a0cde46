"""Pictures, as the team adds and removes them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.process.forms.pictures import IllustrationForm, PictureForm
from consultations.process.models import Consultation, Illustration, Theme
from consultations.process.operations.pictures import (
    add_illustration,
    delete_illustration,
    set_consultation_picture,
    set_theme_picture,
)
from consultations.process.views.team.editing import editable
from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken


@team(Role.ADMINISTRATOR)
def of_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose or remove the picture of a consultation."""
    consultation = editable(request, pk)
    return _picture(request, consultation, None, reverse("process:team_subject", args=[pk]))


@team(Role.ADMINISTRATOR)
def of_theme(request: HttpRequest, pk: int, theme_id: int) -> HttpResponse:
    """Choose or remove the picture of a theme."""
    theme = _theme(request, pk, theme_id)
    return _picture(request, theme.consultation, theme, reverse("process:team_theme", args=[pk, theme_id]))


@team(Role.ADMINISTRATOR)
def illustrations(request: HttpRequest, pk: int, theme_id: int) -> HttpResponse:
    """List the pictures of a briefing, and add one."""
    theme = _theme(request, pk, theme_id)
    form = IllustrationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_illustration(by=request.user, theme=theme, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field or "file", error.message)
        else:
            messages.success(request, _("L’image est ajoutée au dossier."))
            return redirect("process:team_illustrations", pk, theme_id)
    context = {
        "consultation": theme.consultation,
        "theme": theme,
        "form": form,
        "illustrations": theme.illustrations.select_related("file"),
    }
    return render(request, "process/team/illustrations.html", context, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
@require_POST
def delete(request: HttpRequest, pk: int, theme_id: int, illustration_id: int) -> HttpResponse:
    """Take a picture out of a briefing."""
    found = Illustration.objects.select_related("file", "theme__consultation")
    illustration = get_object_or_404(found, pk=illustration_id, theme=theme_id, theme__consultation=pk)
    delete_illustration(by=request.user, illustration=illustration)
    messages.success(request, _("L’image est retirée du dossier."))
    return redirect("process:team_illustrations", pk, theme_id)


def _theme(request: HttpRequest, pk: int, theme_id: int) -> Theme:
    themes = Theme.objects.select_related("consultation", "picture")
    return get_object_or_404(themes, pk=theme_id, consultation=editable(request, pk))


def _picture(request: HttpRequest, consultation: Consultation, theme: Theme | None, back: str) -> HttpResponse:
    removes = "remove" in request.POST
    form = PictureForm(None if removes else request.POST or None, request.FILES or None)
    if request.method == "POST" and (removes or form.is_valid()):
        file = None if removes else form.cleaned_data["file"]
        try:
            if theme:
                set_theme_picture(by=request.user, theme=theme, file=file)
            else:
                set_consultation_picture(by=request.user, consultation=consultation, file=file)
        except RuleBroken as error:
            form.add_error("file", error.message)
        else:
            messages.success(request, _("L’image est retirée.") if removes else _("L’image est enregistrée."))
            return redirect(back)
    context = {"consultation": consultation, "row": theme or consultation, "form": form, "back": back}
    return render(request, "process/team/picture.html", context, status=422 if form.errors else 200)
