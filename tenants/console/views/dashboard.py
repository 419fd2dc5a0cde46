"""The first page: what to do next, figures, services."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from platform_core.access import operator
from platform_core.web.charts import number
from tenants.console.measures import DATABASE, figure
from tenants.console.queries import overview
from tenants.console.queries.vitals import services
from tenants.console.queries.waiting import waiting
from tenants.console.registry import usage
from tenants.spaces.models import State
from tenants.spaces.rules import PREPARING


@operator
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show what asks for an operator, the next step first."""
    by_state = overview.states()
    found = services()
    size, late = overview.size_and_lateness()
    attention = overview.attention(waiting(request), late, by_state, found)
    spaces, used = _figures(by_state, size)
    context = {
        "next": attention[0] if attention else None,
        "others": attention[1:],
        "spaces": spaces,
        "used": used,
        "services": found,
    }
    return render(request, "console/dashboard.html", context)


def _figures(by_state: dict[str, int], size: int | None) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the spaces by state, then what they use together ("–" before the first measure)."""
    spaces = [
        {"value": number(by_state.get(state, 0)), "label": label}
        for state, label in (
            (State.ACTIVE, _("espaces ouverts")),
            (PREPARING, _("espaces en préparation")),
            (State.SUSPENDED, _("espaces suspendus")),
            (State.ARCHIVED, _("espaces archivés")),
            (State.SCHEDULED, _("espaces à supprimer")),
            (State.PROVISIONING, _("espaces en construction")),
        )
    ]
    totals = usage().totals()
    used = [figure(one, totals.get(one.slug)) for one in usage().columns()]
    return spaces, [*used, figure(DATABASE, size)]
