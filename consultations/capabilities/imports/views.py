"""Bring a file, look at what it would give, confirm, read the report."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from consultations.capabilities.imports.forms import ImportForm
from consultations.capabilities.imports.models import Import, State
from consultations.capabilities.imports.operations import bring_file, confirm_import
from consultations.process.importing import importer_named, importers
from consultations.process.models import Step
from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken

PER_PAGE = 50


@team(Role.ADMINISTRATOR)
def home(request: HttpRequest) -> HttpResponse:
    """Show the steps into which something can be brought, and the imports made."""
    steps = (
        Step.objects.select_related("consultation")
        .exclude(consultation__state="archived")
        .order_by("-consultation_id", "opens_at", "pk")
    )
    page = Paginator(Import.objects.select_related("step__consultation", "by"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    possible = [step for step in steps[:200] if importers(step)]
    return render(request, "imports/home.html", {"steps": possible, "page_obj": page})


@team(Role.ADMINISTRATOR)
def bring(request: HttpRequest, step_id: int) -> HttpResponse:
    """Bring a file into a step."""
    step = get_object_or_404(Step.objects.select_related("consultation"), pk=step_id)
    form = ImportForm(request.POST or None, request.FILES or None, step=step)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            job = bring_file(
                by=request.user, step=step, importer=form.cleaned_data["importer"], file=file, name=file.name
            )
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            return redirect("imports:report", job.pk)
    return render(request, "imports/bring.html", {"form": form, "step": step}, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
def report(request: HttpRequest, import_id: int) -> HttpResponse:
    """Show what a file gives: while it is read, before it is taken in, and afterwards."""
    jobs = Import.objects.select_related("step__consultation", "by")
    job = get_object_or_404(jobs, pk=import_id)
    lines = Paginator(job.lines.all(), PER_PAGE).get_page(request.GET.get("page"))
    waiting = job.state in {State.READING, State.RUNNING}
    context = {"job": job, "page_obj": lines, "waiting": waiting, "importer": importer_named(job.importer)}
    return render(request, "imports/report.html", context)


@team(Role.ADMINISTRATOR)
def confirm(request: HttpRequest, import_id: int) -> HttpResponse:
    """Have a previewed file taken in."""
    job = get_object_or_404(Import.objects.select_related("step__consultation"), pk=import_id)
    if request.method == "POST":
        confirm_import(by=request.user, job=job)
    return redirect("imports:report", job.pk)
