"""Close a space, open it again: a page that asks why, then the operation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from platform_core.access import operator
from platform_core.errors import RuleBroken
from tenants.console.forms import ReasonForm
from tenants.spaces.models import Space, State
from tenants.spaces.operations import reopen_space, suspend_space


@operator
def suspend(request: HttpRequest, space_id: int) -> HttpResponse:
    """Close a space at once."""
    chosen = get_object_or_404(Space, pk=space_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            suspend_space(by=request.user, space=chosen, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("L’espace est suspendu. Son équipe est prévenue."))
            return redirect("console:space", space_id)
    return _page(request, chosen, form, "console/spaces/suspend.html", possible=chosen.state == State.ACTIVE)


@operator
def reopen(request: HttpRequest, space_id: int) -> HttpResponse:
    """Open a suspended space again."""
    chosen = get_object_or_404(Space, pk=space_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reopen_space(by=request.user, space=chosen, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("L’espace est rouvert. Son équipe est prévenue."))
            return redirect("console:space", space_id)
    return _page(request, chosen, form, "console/spaces/reopen.html", possible=chosen.state == State.SUSPENDED)


def _page(request: HttpRequest, chosen: Space, form: ReasonForm, template: str, *, possible: bool) -> HttpResponse:
    context = {"chosen": chosen, "form": form, "possible": possible}
    return render(request, template, context, status=422 if form.errors else 200)
