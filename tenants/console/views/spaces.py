"""The list of spaces and the page of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from platform_core.access import operator
from tenants.console import tables
from tenants.console.forms import SpaceFilter
from tenants.console.measures import DATABASE, figure, in_words, monthly
from tenants.console.models import SpaceHealth
from tenants.console.operations import note_export
from tenants.console.queries import journal
from tenants.console.queries.requests import request_of
from tenants.console.queries.spaces import found_spaces, space_with_all
from tenants.console.registry import Reading, UsageColumn, panels, usage
from tenants.console.views.deletions import deletion_context
from tenants.console.views.listing import chips, csv_answer, page_of
from tenants.spaces.models import Space
from tenants.spaces.rules import LIVING, before

LOG_LINES = 8


@operator
def space_list(request: HttpRequest) -> HttpResponse:
    """List the spaces: search, filters, order, pages. The number of queries does not depend on that of spaces."""
    form = SpaceFilter(request.GET or {})
    criteria = form.criteria()
    page = page_of(request, found_spaces(**_asked(criteria)))
    measured = usage().latest([each.pk for each in page])
    columns = [one for one in usage().columns() if one.in_list]
    rows = [
        {
            "chosen": each,
            "cells": _cells(columns, measured.get(each.pk, {})),
        }
        for each in page
    ]
    context = {
        "form": form,
        "chips": chips(request, form, criteria, hidden={}),
        "page_obj": page,
        "rows": rows,
        "columns": columns,
        "totals": _totals(),
    }
    return render(request, "console/spaces/list.html", context)


@operator
def space_export(request: HttpRequest) -> HttpResponseBase:
    """Download the list as it is filtered."""
    criteria = SpaceFilter(request.GET or {}).criteria()
    rows = tables.space_rows(found_spaces(**_asked(criteria)))
    answer, count = csv_answer("espaces", _("Espaces"), tables.space_columns(), rows)
    spaces = max(count - 1, 0)  # the last line is their total
    note_export(by=request.user, table="spaces", filters=criteria, rows=spaces)
    return answer


@operator
def space_page(request: HttpRequest, space_id: int) -> HttpResponse:
    """Show all that an operator may know of a space: facts, addresses, request, use, failures, what was done to it."""
    chosen = get_object_or_404(space_with_all(space_id))
    health: SpaceHealth | None = getattr(chosen, "health", None)
    context = {
        "chosen": chosen,
        "health": health,
        "asked": request_of(chosen),
        "used": _usage_now(chosen, health),
        "charts": monthly(usage().columns(), usage().history(chosen.pk)),
        "panels": [(panel.template, panel.read(chosen.pk)) for panel in panels()],
        "lines": journal.lines(journal.entries(space=chosen.pk)[:LOG_LINES]),
        "may_suspend": chosen.state in before("spaces.suspend"),
        "may_reopen": chosen.state in before("spaces.reopen"),
        "may_archive": chosen.state in before("spaces.archive"),
        "may_unarchive": chosen.state in before("spaces.unarchive"),
        "may_rename": chosen.state in LIVING,
        **deletion_context(request, chosen),
    }
    return render(request, "console/spaces/detail.html", context)


def _cells(columns: list[UsageColumn], figures: Reading) -> list[tuple[str, str, bool]]:
    """Return, for each column, its label, its figure in words and whether it is known."""
    return [(str(one.label), in_words(one, figures.get(one.slug)), one.slug in figures) for one in columns]


def _totals() -> list[dict[str, str]]:
    """Return what all the spaces use together, filters aside: one query."""
    measured = usage().totals()
    return [figure(one, measured.get(one.slug)) for one in usage().columns()]


def _asked(criteria: dict[str, Any]) -> dict[str, str]:
    names = {"q": "q", "etat": "state", "type": "kind", "tri": "order"}
    return {names[name]: value for name, value in criteria.items()}


def _usage_now(chosen: Space, health: SpaceHealth | None) -> list[dict[str, str]]:
    measured = usage().latest([chosen.pk]).get(chosen.pk, {})
    used = [figure(one, measured.get(one.slug)) for one in usage().columns()]
    return [*used, figure(DATABASE, health.size_bytes if health else None)]
