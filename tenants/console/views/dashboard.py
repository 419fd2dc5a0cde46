"""The first page: what to do next, figures, services."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from platform_core.access import operator
from platform_core.web.charts import number
from tenants.console.measures import in_words, size_in_words
from tenants.console.queries import overview
from tenants.console.queries.vitals import services
from tenants.console.queries.waiting import waiting
from tenants.console.registry import usage
from tenants.spaces.models import State


@operator
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show what asks for an operator, the next step first."""
    by_state = overview.states()
    found = services()
    attention = overview.attention(waiting(request), by_state, found)
    context = {
        "next": attention[0] if attention else None,
        "others": attention[1:],
        "figures": _figures(by_state),
        "services": found,
    }
    return render(request, "console/dashboard.html", context)


def _figures(by_state: dict[str, int]) -> list[dict[str, str]]:
    """Return the spaces by state, then what they use together."""
    spaces = [
        {"value": number(by_state.get(state, 0)), "label": label}
        for state, label in (
            (State.ACTIVE, _("espaces ouverts")),
            (State.SUSPENDED, _("espaces suspendus")),
            (State.PROVISIONING, _("espaces en construction")),
        )
    ]
    totals = usage().totals()
    used = [{"value": in_words(one, totals.get(one.slug, 0)), "label": str(one.label)} for one in usage().columns()]
    return [*spaces, *used, {"value": size_in_words(overview.total_size()), "label": _("Base de données")}]
