"""What operators confirm, and the yearly account that they type."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from billing_free.reciprocity import operations
from billing_free.reciprocity.forms import CostsForm, RefuseForm, StateForm
from billing_free.reciprocity.models import Gift
from billing_free.reciprocity.queries import costs, gifts_for_operators, year_use, years
from platform_core.access import operator, require
from platform_core.errors import RuleBroken

PER_PAGE = 20


@operator
def ledger(request: HttpRequest) -> HttpResponse:
    """List the gifts of a state, those that wait first."""
    form = StateForm(request.GET or {})
    page = Paginator(gifts_for_operators(form.state()), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "years": years(), "chips": []}
    return render(request, "reciprocity/operator.html", context)


@require_POST
@operator
def confirm(request: HttpRequest, gift_id: int) -> HttpResponse:
    """Say that the commons received a gift."""
    try:
        operations.confirm_gift(by=request.user, gift=_gift(gift_id))
    except RuleBroken as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("C’est confirmé."))
    return redirect("commons_console:ledger")


@operator
def refuse(request: HttpRequest, gift_id: int) -> HttpResponse:
    """Ask why, then say that a gift is not confirmed."""
    gift = _gift(gift_id)
    require("reciprocity.decide", request.user, gift)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.refuse_gift(by=request.user, gift=gift, reason=form.cleaned_data["reason"])
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Votre réponse est envoyée à l’équipe qui l’avait annoncé."))
            return redirect("commons_console:ledger")
    context = {"form": form, "gift": gift}
    return render(request, "reciprocity/operator_refuse.html", context, status=422 if form.errors else 200)


@operator
def accounts(request: HttpRequest, year: int) -> HttpResponse:
    """Type what a year cost."""
    if not operations.FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    typed = {line.heading: line.cents / 100 for line in costs(year)}
    form = CostsForm(request.POST or None, initial=typed)
    if request.method == "POST" and form.is_valid():
        operations.set_costs(by=request.user, year=year, cents=form.cents())
        messages.success(request, _("Les comptes de %(year)s sont enregistrés : ils sont publics.") % {"year": year})
        return redirect("commons_console:accounts", year)
    context = {"form": form, "year": year, "years": years(), "use": year_use(year)}
    return render(request, "reciprocity/accounts.html", context, status=422 if form.errors else 200)


def _gift(gift_id: int) -> Gift:
    return get_object_or_404(Gift.objects.select_related("space", "receiver"), pk=gift_id)
