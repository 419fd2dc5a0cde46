"""Requests to open a space: the list, one request with all its checks, the decision."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from platform_core.access import operator
from platform_core.errors import RuleBroken
from tenants.console.forms import AcceptForm, RefuseForm
from tenants.console.queries.requests import (
    VIEWS,
    decided_by,
    refused_domains,
    requests_in,
    sent_requests,
)
from tenants.console.queries.waiting import waiting
from tenants.console.rules import scrubbed
from tenants.console.views.listing import page_of
from tenants.opening.models import SpaceRequest
from tenants.opening.operations import accept_request, forget_domain, refuse_request, retry_request
from tenants.opening.queries import waiting_for_organisation
from tenants.territory import mail


@operator
def request_list(request: HttpRequest) -> HttpResponse:
    """List the requests of a tab: to decide, being built, failed, open, refused."""
    view = request.GET.get("vue", "")
    view = view if view in VIEWS else ""
    counts = waiting(request).requests
    names = {
        "": _("À examiner"),
        "construction": _("En construction"),
        "echouees": _("Échouées"),
        "ouvertes": _("Ouvertes"),
        "refusees": _("Refusées"),
    }
    tabs = [
        {"label": names[each], "url": f"?vue={each}" if each else "?", "current": each == view, "count": counts[each]}
        for each in VIEWS
    ]
    context = {"page_obj": page_of(request, requests_in(view)), "tabs": tabs, "view": view, "name": names[view]}
    return render(request, "console/requests/list.html", context)


@operator
def domains(request: HttpRequest) -> HttpResponse:
    """List the mail domains whose requests are all held."""
    return render(request, "console/requests/domains.html", {"page_obj": page_of(request, refused_domains())})


@operator
@require_POST
def forget(request: HttpRequest, domain_id: int) -> HttpResponse:
    """Hold no more what comes from a refused domain."""
    domain = get_object_or_404(refused_domains(), pk=domain_id)
    forget_domain(by=request.user, domain=domain)
    messages.success(
        request, _("Les demandes venues de @%(domain)s ne sont plus retenues.") % {"domain": domain.domain}
    )
    return redirect("console:domains")


@operator
def request_page(request: HttpRequest, request_id: int) -> HttpResponse:
    """Show a request with all its checks, and the two decisions."""
    asked = get_object_or_404(sent_requests(), pk=request_id)
    return _page(request, asked, AcceptForm(), RefuseForm(domain=mail.domain_of(asked.email)))


@operator
@require_POST
def accept(request: HttpRequest, request_id: int) -> HttpResponse:
    """Accept a request: its space is built."""
    asked = get_object_or_404(sent_requests(), pk=request_id)
    form = AcceptForm(request.POST)
    if _submit(form, lambda: accept_request(by=request.user, request=asked, **form.cleaned_data)):
        messages.success(
            request, _("La demande est acceptée. L’espace est en construction, le fondateur sera prévenu.")
        )
        return redirect("console:requests")
    return _page(request, asked, form, RefuseForm(domain=mail.domain_of(asked.email)))


@operator
@require_POST
def refuse(request: HttpRequest, request_id: int) -> HttpResponse:
    """Refuse a request; its founder reads why."""
    asked = get_object_or_404(sent_requests(), pk=request_id)
    form = RefuseForm(request.POST, domain=mail.domain_of(asked.email))
    if _submit(form, lambda: refuse_request(by=request.user, request=asked, **form.cleaned_data)):
        messages.success(request, _("La demande est refusée. Le fondateur reçoit votre message."))
        return redirect("console:requests")
    return _page(request, asked, AcceptForm(), form)


@operator
@require_POST
def rebuild(request: HttpRequest, request_id: int) -> HttpResponse:
    """Build again a space whose building failed."""
    asked = get_object_or_404(sent_requests(), pk=request_id)
    try:
        retry_request(by=request.user, request=asked)
    except RuleBroken as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("La construction est relancée."))
    return redirect("console:request", request_id)


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


def _page(request: HttpRequest, asked: SpaceRequest, accept: AcceptForm, refuse: RefuseForm) -> HttpResponse:
    context = {
        "asked": asked,
        "host": f"{asked.label}.{settings.APEX_HOST}",
        "accept_form": accept,
        "refuse_form": refuse,
        "others": waiting_for_organisation(asked),
        "decider": decided_by(asked),
        "error": scrubbed(asked.last_error),
        "page_has_errors": bool(accept.errors or refuse.errors),
    }
    return render(request, "console/requests/detail.html", context, status=422 if context["page_has_errors"] else 200)
