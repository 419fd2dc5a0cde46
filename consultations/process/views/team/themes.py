"""The themes of a consultation, as the team writes them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.process.forms.drafting import ThemeForm
from consultations.process.models import Theme
from consultations.process.operations.themes import add_theme, delete_theme, edit_theme, order_themes
from consultations.process.views.team.editing import editable
from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken


@team(Role.ADMINISTRATOR)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a theme."""
    consultation = editable(request, pk)
    form = ThemeForm(request.POST or None)
    preview = "preview" in request.POST
    if request.method == "POST" and form.is_valid() and not preview:
        theme = add_theme(by=request.user, consultation=consultation, **form.changes)
        messages.success(request, _("Le thème « %(title)s » est ajouté.") % {"title": theme.title})
        return redirect("process:team_subject", pk)
    context = {
        "consultation": consultation,
        "form": form,
        "preview": request.POST.get("briefing") if preview else None,
    }
    return render(request, "process/team/theme.html", context, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
def edit(request: HttpRequest, pk: int, theme_id: int) -> HttpResponse:
    """Change a theme and its briefing."""
    theme = _theme(request, pk, theme_id)
    form = ThemeForm(request.POST or None, instance=theme)
    preview = "preview" in request.POST
    if request.method == "POST" and form.is_valid() and not preview:
        try:
            edit_theme(by=request.user, theme=theme, seen=form.stamp, **form.changes)
        except RuleBroken as error:
            form.refuse(error, _theme(request, pk, theme_id))
        else:
            messages.success(request, _("Le thème « %(title)s » est enregistré.") % {"title": form.changes["title"]})
            return redirect("process:team_subject", pk)
    context = {
        "consultation": theme.consultation,
        "theme": theme,
        "form": form,
        "preview": request.POST.get("briefing") if preview else None,
    }
    return render(request, "process/team/theme.html", context, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a theme up or down (`move=<key>:up`), or take the order in which they were dragged (`order=<key>`…)."""
    consultation = editable(request, pk)
    keys = list(consultation.themes.values_list("pk", flat=True))
    if moved := request.POST.get("move"):
        keys = _moved(keys, moved)
    else:
        keys = [int(key) for key in request.POST.getlist("order") if key.isdecimal()]
    order_themes(by=request.user, consultation=consultation, order=keys)
    return redirect("process:team_subject", pk)


@team(Role.ADMINISTRATOR)
def delete(request: HttpRequest, pk: int, theme_id: int) -> HttpResponse:
    """Ask, then remove a theme in which nothing was said."""
    theme = _theme(request, pk, theme_id)
    if request.method == "POST":
        try:
            delete_theme(by=request.user, theme=theme)
        except RuleBroken as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Le thème « %(title)s » est supprimé.") % {"title": theme.title})
        return redirect("process:team_subject", pk)
    context = {"consultation": theme.consultation, "theme": theme, "used": theme.contributions.count()}
    return render(request, "process/team/theme_delete.html", context)


def _theme(request: HttpRequest, pk: int, theme_id: int) -> Theme:
    return get_object_or_404(
        Theme.objects.select_related("consultation"), pk=theme_id, consultation=editable(request, pk)
    )


def _moved(keys: list[int], move: str) -> list[int]:
    key, _colon, way = move.partition(":")
    place = keys.index(int(key)) if key.isdecimal() and int(key) in keys else -1
    target = place + (-1 if way == "up" else 1)
    if place >= 0 and 0 <= target < len(keys):
        keys[place], keys[target] = keys[target], keys[place]
    return keys
