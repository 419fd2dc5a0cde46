"""The page of the archive: what it is, ask, follow, cancel, have the file, remove it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from platform_core import scope
from platform_core.access import may, team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken
from platform_core.files.names import content_disposition
from tenants.archive.forms import AskForm
from tenants.archive.models import Archive
from tenants.archive.operations.asking import cancel_archive, discard_archive, download_archive, request_archive
from tenants.archive.operations.building import KEPT
from tenants.archive.queries import visible_to
from tenants.archive.registry import PORTABLE, left_out

PER_PAGE = 10


@team(Role.ADMINISTRATOR)
def page(request: HttpRequest) -> HttpResponse:
    """Show what the archive is, those asked for and their progress; ask for one."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            request_archive(by=request.user)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("L’archive se prépare. Vous pouvez quitter cette page : nous vous écrirons."))
            return redirect("archive:page")
    found = Paginator(visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": found,
        "lines": [_line(request, one) for one in found],
        "days": KEPT.days,
        "left_out": sorted({str(one.reason) for one in left_out(PORTABLE).values()}),
    }
    return render(request, "archive/page.html", context, status=422 if form.errors else 200)


def _line(request: HttpRequest, archive: Archive) -> dict[str, object]:
    return {
        "archive": archive,
        "no_download": may("archive.download", request.user, archive),
        "no_cancel": may("archive.cancel", request.user, archive),
        "no_discard": may("archive.discard", request.user, archive),
    }


@team(Role.ADMINISTRATOR)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where an archive is: a part of the page, asked again by itself until it has ended."""
    archive = get_object_or_404(visible_to(request.user), pk=pk)
    if not request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return redirect("archive:page")
    return render(request, "archive/state.html", {"line": _line(request, archive)})


@require_POST
@team(Role.ADMINISTRATOR)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up an archive under way."""
    cancel_archive(by=request.user, archive=get_object_or_404(visible_to(request.user), pk=pk))
    messages.success(request, _("L’archive est annulée."))
    return redirect("archive:page")


@require_POST
@team(Role.ADMINISTRATOR)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove the file before its time."""
    discard_archive(by=request.user, archive=get_object_or_404(visible_to(request.user), pk=pk))
    messages.success(request, _("Le fichier est effacé."))
    return redirect("archive:page")


@team(Role.ADMINISTRATOR)
def file(request: HttpRequest, pk: int) -> FileResponse:
    """Give the file; the right is asked anew, and the download written in the log."""
    archive = download_archive(by=request.user, archive=get_object_or_404(visible_to(request.user), pk=pk))
    try:
        opened = archive.content.open("rb")
    except (FileNotFoundError, ValueError) as error:  # restored without its files, or removed meanwhile
        raise Http404 from error
    answer = FileResponse(opened, content_type="application/zip")
    day = timezone.localtime(archive.finished_at)
    name = f"{scope.current().host.split('.', maxsplit=1)[0]}-archive-{day:%Y-%m-%d}.zip"
    answer["Content-Disposition"] = content_disposition(name)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
