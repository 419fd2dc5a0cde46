"""What the team of a space reads of its own use."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from billing_free.metering.queries import columns, measures_of
from billing_free.metering.registry import meters
from platform_core import scope
from platform_core.access import team
from tenants.console.measures import figure, monthly
from tenants.console.registry import Reading
from tenants.spaces.models import Space


@team()
def usage(request: HttpRequest) -> HttpResponse:
    """Show what the space uses: now, and month after month."""
    space = cast("Space", scope.current())
    measured, days = measures_of(space)
    context = {
        "measured": measured,
        "lines": _lines(measured.figures) if measured else [],
        "months": monthly(columns(), days),
    }
    return render(request, "metering/usage.html", context)


def _lines(figures: Reading) -> list[dict[str, Any]]:
    """Return each thing measured: its figure, and in a sentence what it counts."""
    return [
        {"figure": figure(column, figures[meter.slug]), "explanation": meter.explanation}
        for meter, column in zip(meters(), columns(), strict=True)
        if meter.slug in figures
    ]
