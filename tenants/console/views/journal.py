"""The log of the platform."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from platform_core.access import operator
from tenants.console import tables
from tenants.console.forms import JournalFilter
from tenants.console.operations import note_export
from tenants.console.queries import journal
from tenants.console.registry import journal_panels
from tenants.console.views.listing import chips, csv_answer, page_of
from tenants.spaces.models import Space


@operator
def journal_page(request: HttpRequest) -> HttpResponse:
    """Show what was done: who, what, on which space, between which days."""
    form = JournalFilter(request.GET or {})
    criteria = form.criteria()
    page = page_of(request, journal.entries(**_asked(criteria)), per_page=40)
    name = (
        Space.objects.filter(pk=criteria["espace"]).values_list("name", flat=True).first()
        if "espace" in criteria
        else ""
    )
    hidden = {"espace": name or _("Espace inconnu")}
    context = {
        "form": form,
        "chips": chips(request, form, criteria, hidden=hidden),
        "page_obj": page,
        "lines": journal.lines(page.object_list),
        "panels": journal_panels(),
    }
    return render(request, "console/journal.html", context)


@operator
def journal_export(request: HttpRequest) -> HttpResponseBase:
    """Download the log as it is filtered."""
    criteria = JournalFilter(request.GET or {}).criteria()
    rows = tables.journal_rows(journal.all_lines(journal.entries(**_asked(criteria))))
    answer, count = csv_answer("journal", _("Journal"), tables.journal_columns(), rows)
    kept = {name: str(value) for name, value in criteria.items()}
    note_export(by=request.user, table="journal", filters=kept, rows=count)
    return answer


def _asked(criteria: dict[str, Any]) -> dict[str, Any]:
    names = {"qui": "who", "action": "action", "espace": "space", "du": "since", "au": "until"}
    return {names[name]: value for name, value in criteria.items()}
