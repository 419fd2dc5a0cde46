"""What the team of a space reads of its own use, and asks for."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from billing_free.metering.queries import columns
from billing_free.metering.registry import meters
from billing_free.plans.forms import AskForm
from billing_free.plans.operations import ask_for_more
from billing_free.plans.queries import Kept, daily, kept_of, lately
from billing_free.plans.wording import amount, line, plan_label, plan_sentence
from billing_free.quotas.models import Allowance
from billing_free.quotas.queries import Level, plan_of, verdicts_with
from platform_core import scope
from platform_core.access import may, require, team
from platform_core.errors import RuleBroken
from tenants.console.measures import monthly
from tenants.spaces.models import Space


@team()
def usage(request: HttpRequest) -> HttpResponse:
    """Show each quota: used, limit, what happens when full; and ask for more."""
    space = cast("Space", scope.current())
    form = AskForm(request.POST or None)
    if request.method == "POST":
        require("plans.ask", request.user)
        if form.is_valid():
            try:
                ask_for_more(by=request.user, space=space, message=form.cleaned_data["message"])
            except RuleBroken as error:
                form.add_error(error.field, error.message)
            else:
                messages.success(request, _("Votre demande est envoyée à l’opérateur de la plateforme."))
                return redirect("plans:usage")
    context = {**_shown(space), "form": form, "may_ask": may("plans.ask", request.user) is None}
    return render(request, "plans/usage.html", context, status=422 if form.errors else 200)


def _shown(space: Space) -> dict[str, Any]:
    kept, today, allowed = kept_of(space), timezone.localdate(), Allowance.objects.first()
    found, counted = verdicts_with(allowed, lately())
    lines = [line(one, daily(one.quota.slug, kept.days, counted), today) for one in found]
    plan = plan_of(allowed)
    return {
        "lines": lines,
        "near": [one for one in lines if one.verdict.level != Level.FINE],
        "plan": plan_label(plan),
        "plan_sentence": plan_sentence(plan),
        "asks": kept.asks,
        "waiting": kept.waiting,
        "raises": _raises(kept),
        "months": monthly(columns(), kept.days),
        "counted": [(meter.label, meter.explanation) for meter in meters()],
    }


def _raises(kept: Kept) -> list[dict[str, Any]]:
    return [
        {"label": one.label, "limit": amount(one.quota, one.limit), "until": one.until, "reason": one.reason}
        for one in kept.raises
    ]
