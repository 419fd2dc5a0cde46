"""The spaces under hold: the list, one more, one less."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from platform_core.access import operator
from platform_core.errors import RuleBroken
from tenants.holds.forms import HoldForm, LiftForm
from tenants.holds.operations import lift_hold, set_hold
from tenants.holds.queries import all_holds

PER_PAGE = 20


@operator
def page(request: HttpRequest) -> HttpResponse:
    """List the holds; the form puts a space under hold."""
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_hold(by=request.user, space=form.space, reason=form.cleaned_data["reason"])
        except RuleBroken as error:
            form.add_error(error.field or "label", error.message)
        else:
            messages.success(request, _("L’espace est sous conservation légale : il ne peut plus être supprimé."))
            return redirect("holds:page")
    page_obj = Paginator(all_holds(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page_obj}
    return render(request, "holds/list.html", context, status=422 if form.errors else 200)


@operator
def lift(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Ask why, then let the space be deleted again."""
    hold = get_object_or_404(all_holds(), pk=hold_id)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lift_hold(by=request.user, hold=hold, reason=form.cleaned_data["reason"])
        except RuleBroken as error:
            form.add_error(error.field or None, error.message)
        else:
            messages.success(request, _("La conservation est levée : l’espace peut de nouveau être supprimé."))
            return redirect("holds:page")
    return render(request, "holds/lift.html", {"form": form, "hold": hold}, status=422 if form.errors else 200)
