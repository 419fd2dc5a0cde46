"""The health of the platform on one screen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from platform_core.access import operator
from tenants.health.queries import lines, worst
from tenants.health.registry import Status


@operator
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show everything that is watched, the gravest first: how it is, since when, what to do."""
    found = lines()
    counts = {status.value: sum(line.reading.status == status for line in found) for status in Status}
    context = {"lines": found, "counts": counts, "worst": worst([line.reading for line in found])}
    return render(request, "health/page.html", context)
