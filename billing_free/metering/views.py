"""What the team of a space reads of its own use."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from billing_free.metering.queries import columns, history_of, usage_of
from billing_free.metering.registry import meters
from platform_core import scope
from platform_core.access import team
from tenants.console.measures import in_words, monthly
from tenants.spaces.models import Space


@team()
def usage(request: HttpRequest) -> HttpResponse:
    """Show what the space uses: now, and month after month."""
    space = cast("Space", scope.current())
    measured = usage_of(space)
    figures = measured.figures if measured else {}
    charts = {one.column.slug: one for one in monthly(columns(), history_of(space))} if measured else {}
    lines = [
        {
            "meter": meter,
            "value": in_words(column, figures[meter.slug]),
            "chart": charts.get(meter.slug),
        }
        for meter, column in zip(meters(), columns(), strict=True)
        if meter.slug in figures
    ]
    return render(request, "metering/usage.html", {"measured": measured, "lines": lines})
