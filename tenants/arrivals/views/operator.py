"""The console's page: bring an archive, follow what becomes of it."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from platform_core.access import operator
from platform_core.errors import RuleBroken
from tenants.archive.checking import outline
from tenants.arrivals.forms import ArrivalForm
from tenants.arrivals.operations import request_arrival
from tenants.arrivals.queries import OWN, arrivals, files_waiting, folder

PER_PAGE = 10


@operator
def page(request: HttpRequest) -> HttpResponse:
    """Show the arrivals; receive an archive. What a glance refuses is refused at once, the rest by the worker."""
    sent = request.method == "POST"
    form = ArrivalForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        try:
            _receive(request, form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("L’archive est reçue. Elle est vérifiée en entier, puis l’espace s’ouvre."))
            return redirect("arrivals:page")
    found = Paginator(arrivals(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "arrivals/page.html", {"form": form, "page_obj": found}, status=422 if form.errors else 200)


def _receive(request: HttpRequest, data: dict[str, Any]) -> None:
    file: UploadedFile | None = data["file"]
    if file is None:
        path = next(path for path in files_waiting() if path.name == data["on_server"])
        with path.open("rb") as opened:
            outline(opened)
        request_arrival(by=request.user, label=data["label"], path=path, name=path.name)
        return
    outline(file.file)  # type: ignore[arg-type]  # an uploaded file always has one
    path = _kept(file)
    try:
        request_arrival(by=request.user, label=data["label"], path=path, name=str(file.name), is_ours=True)
    except RuleBroken:
        path.unlink()
        raise


def _kept(file: UploadedFile) -> Path:
    """Keep what was brought where the worker finds it; nothing of its name comes from the person."""
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"{OWN}{secrets.token_hex(16)}.zip"
    with path.open("xb") as out:
        path.chmod(0o600)
        for block in file.chunks():
            out.write(block)
    return path


@operator
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where an arrival is: a part of the page, asked again by itself until it has ended."""
    arrival = get_object_or_404(arrivals(), pk=pk)
    if not request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return redirect("arrivals:page")
    return render(request, "arrivals/state.html", {"arrival": arrival})
