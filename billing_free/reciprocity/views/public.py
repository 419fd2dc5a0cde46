"""What everybody reads of the commons: what it used, what it cost, what was given back."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.views.decorators.http import require_safe

from billing_free.metering.queries import columns
from billing_free.reciprocity.forms import CommonsFilter
from billing_free.reciprocity.models import Cost, Kind, YearUse
from billing_free.reciprocity.queries import costs, given, public_gifts, year_use, years
from platform_core.access import public
from tenants.console.measures import figure

PER_PAGE = 20


@public
@require_safe
def commons(request: HttpRequest) -> HttpResponse:
    """Show the account of a year and the gifts; honest when there is nothing."""
    known = years()
    form = CommonsFilter(request.GET, years=known)
    kind, asked = form.criteria()
    year = asked or timezone.localdate().year
    totals = given(asked)
    context = {
        "form": form,
        "year": year,
        "asked": asked,
        "used": _used(year_use(year)),
        "costs": _costs(costs(year)),
        "given": totals,
        "hours": number_format(totals.hours.normalize(), force_grouping=True) if totals.hours else "",
        "kinds": [(Kind(name).label, count) for name, count in sorted(totals.kinds.items())],
        "page_obj": Paginator(public_gifts(kind=kind, year=asked), PER_PAGE).get_page(request.GET.get("page")),
        "chips": _chips(kind, asked),
    }
    return render(request, "reciprocity/commons.html", context)


def euros(cents: int) -> str:
    """Return an amount as people read it."""
    return f"{number_format(cents / 100, decimal_pos=2 if cents % 100 else 0, force_grouping=True)}\u00a0€"


def _used(use: YearUse | None) -> dict[str, Any]:
    if use is None or not use.spaces:
        return {}
    shown = [figure(one, use.figures[one.slug]) for one in columns() if one.slug in use.figures]
    return {"spaces": use.spaces, "figures": shown, "added_up_at": use.added_up_at}


def _costs(lines: list[Cost]) -> dict[str, Any]:
    total = sum(line.cents for line in lines)
    return {
        "lines": [(line.get_heading_display(), euros(line.cents)) for line in lines],
        "total": euros(total),
        "rows": [(line.get_heading_display(), line.cents / 100) for line in lines],
    }


def _chips(kind: str, year: int | None) -> list[dict[str, str]]:
    chips = [{"label": str(Kind(kind).label), "url": f"?annee={year or ''}"}] if kind else []
    if year:
        chips.append({"label": str(year), "url": f"?type={kind}"})
    return chips
