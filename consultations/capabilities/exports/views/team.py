"""Exports of the team: list, ask, follow, cancel, have the file."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.capabilities.exports.forms import ExportForm
from consultations.capabilities.exports.models import Export
from consultations.capabilities.exports.operations.asking import cancel_export, download_export, request_export
from consultations.capabilities.exports.queries import offered, visible_to
from consultations.capabilities.exports.views.giving import given
from consultations.process.models import Consultation
from platform_core.access import may, team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken

PER_PAGE = 20


@team(Role.ANALYST)
def index(request: HttpRequest) -> HttpResponse:
    """List the exports that one may see, with their progress."""
    page = Paginator(visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "exports/list.html", {"page_obj": page, "lines": [_line(request, one) for one in page]})


def _line(request: HttpRequest, export: Export) -> dict[str, object]:
    return {
        "export": export,
        "no_download": may("exports.download", request.user, export),
        "no_cancel": may("exports.cancel", request.user, export),
    }


@team(Role.ANALYST)
def choose(request: HttpRequest) -> HttpResponse:
    """Choose of which consultation."""
    consultations = Consultation.objects.visible_to(request.user).order_by("-published_at", "-pk")
    page = Paginator(consultations, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "exports/choose.html", {"page_obj": page})


@team(Role.ANALYST)
def ask(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Choose what, and ask for it; refused, what was chosen stays."""
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), pk=consultation_id)
    may_personal = may("exports.personal", request.user) is None
    found = offered(consultation)
    form = ExportForm(request.POST or None, offers=found, may_personal=may_personal)
    if request.method == "POST" and form.is_valid():
        try:
            request_export(by=request.user, consultation=consultation, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(
                request, _("Votre export se prépare. Vous pouvez quitter cette page : nous vous écrirons.")
            )
            return redirect("exports:list")
    context = {"form": form, "consultation": consultation, "offers": found, "back": reverse("exports:list")}
    return render(request, "exports/ask.html", context, status=422 if form.errors else 200)


@team(Role.ANALYST)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where an export is: a part of the list, asked again by itself until it has ended."""
    export = get_object_or_404(visible_to(request.user), pk=pk)
    if not request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return redirect("exports:list")
    return render(request, "exports/state.html", {"line": _line(request, export)})


@require_POST
@team(Role.ANALYST)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up an export under way."""
    cancel_export(by=request.user, export=get_object_or_404(visible_to(request.user), pk=pk))
    messages.success(request, _("L’export est annulé."))
    return redirect("exports:list")


@team(Role.ANALYST)
def file(request: HttpRequest, pk: int) -> FileResponse:
    """Give the file; the right is asked anew, and the download written in the log."""
    export = get_object_or_404(visible_to(request.user), pk=pk)
    return given(download_export(by=request.user, export=export))
