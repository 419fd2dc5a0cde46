"""Report (everybody with an account); queue, decisions and log (moderators)."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations.capabilities.moderation import operations
from consultations.capabilities.moderation.forms import HideForm, ReportForm, RestoreForm
from consultations.capabilities.moderation.queries import decisions, queue
from consultations.process.modality import contribution_url
from consultations.process.models import Contribution
from platform_core.access import may, require, signed_in, team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken
from platform_core.web.counters import counted

PER_PAGE = 20


def _contribution(request: HttpRequest, contribution_id: int) -> Contribution:
    visible = Contribution.objects.visible_to(request.user)
    related = visible.select_related("author", "structure", "step__consultation", "theme")
    return get_object_or_404(related, pk=contribution_id)


def _submit(form: forms.Form, operation: Callable[[], object]) -> bool:
    """Run an operation for a valid form; a broken rule is written beside its field."""
    if not form.is_valid():
        return False
    try:
        operation()
    except RuleBroken as error:
        form.add_error(error.field, error.message)
        return False
    return True


@signed_in
def report(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Report a contribution with a reason."""
    contribution = _contribution(request, contribution_id)
    require("moderation.report", request.user, contribution)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and _submit(
        form,
        lambda: operations.report_contribution(by=request.user, contribution=contribution, **form.cleaned_data),
    ):
        messages.success(request, _("Merci. L’équipe va lire cette contribution."))
        return redirect(contribution_url(contribution))
    context = {"form": form, "contribution": contribution, "back": contribution_url(contribution)}
    return render(request, "moderation/report.html", context, status=422 if form.errors else 200)


@team(Role.MODERATOR)
def queue_page(request: HttpRequest, view: str = "signalees") -> HttpResponse:
    """Show the queue: what is reported, what is recent, what is hidden."""
    page = Paginator(queue(view), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "moderation/queue.html", {"page_obj": page, "view": view, "waiting": counted(request, "moderation")}
    )


@team(Role.MODERATOR)
def show(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Lead to where a contribution is read (asked one by one: some kinds have to look for it)."""
    return redirect(contribution_url(_contribution(request, contribution_id)))


@team(Role.MODERATOR)
def log_page(request: HttpRequest) -> HttpResponse:
    """Show the log of decisions."""
    page = Paginator(decisions(), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "moderation/log.html",
        {"page_obj": page, "view": "journal", "waiting": counted(request, "moderation")},
    )


@team(Role.MODERATOR)
def hide(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Hide a contribution: reason, message to its author."""
    contribution = _contribution(request, contribution_id)
    form = HideForm(request.POST or None)
    if request.method == "POST" and _submit(
        form, lambda: operations.hide_contribution(by=request.user, contribution=contribution, **form.cleaned_data)
    ):
        messages.success(request, _("La contribution est masquée. Son auteur est prévenu."))
        return redirect("moderation:queue")
    return _decision_page(request, contribution, form, "moderation/hide.html")


@team(Role.MODERATOR)
def restore(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Show a hidden contribution again."""
    contribution = _contribution(request, contribution_id)
    form = RestoreForm(request.POST or None)
    if request.method == "POST" and _submit(
        form, lambda: operations.restore_contribution(by=request.user, contribution=contribution, **form.cleaned_data)
    ):
        messages.success(request, _("La contribution est de nouveau affichée. Son auteur est prévenu."))
        return redirect("moderation:queue")
    return _decision_page(request, contribution, form, "moderation/restore.html")


@team(Role.MODERATOR)
def keep(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Close the reports of a contribution that respects the charter."""
    contribution = _contribution(request, contribution_id)
    if request.method == "POST":
        operations.keep_contribution(by=request.user, contribution=contribution)
        messages.success(request, _("La contribution est maintenue, les signalements sont clos."))
        return redirect("moderation:queue")
    return _decision_page(request, contribution, forms.Form(), "moderation/keep.html")


def _decision_page(request: HttpRequest, contribution: Contribution, form: forms.Form, template: str) -> HttpResponse:
    denial = may("moderation.decide", request.user, contribution)
    context = {"form": form, "contribution": contribution, "denial": denial}
    return render(request, template, context, status=422 if form.errors else 200)
