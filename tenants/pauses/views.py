"""The switch, in the console."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from platform_core.access import operator
from platform_core.errors import RuleBroken
from tenants.pauses.forms import PauseForm
from tenants.pauses.operations import begin_pause, end_pause
from tenants.pauses.queries import pause_now, pauses

PER_PAGE = 20


@operator
def page(request: HttpRequest) -> HttpResponse:
    """Say whether the platform is read-only; the form makes it so."""
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            begin_pause(by=request.user, reason=form.cleaned_data["reason"])
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("La plateforme est en lecture seule. Pensez à la lever."))
            return redirect("pauses:page")
    page_obj = Paginator(pauses(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "now": pause_now(), "page_obj": page_obj}
    return render(request, "pauses/page.html", context, status=422 if form.errors else 200)


@operator
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Let everybody write again."""
    try:
        end_pause(by=request.user)
    except RuleBroken as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("Tout le monde peut de nouveau écrire."))
    return redirect("pauses:page")
