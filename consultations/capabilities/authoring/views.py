"""Suggestions of communes, for the field of a place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from platform_core.access import public
from tenants.territory.choices import as_choices
from tenants.territory.queries import find_communes


@public
def communes(request: HttpRequest) -> HttpResponse:
    """Answer with the options of the list of suggestions (a fragment)."""
    found = find_communes(request.GET.get("commune", "")[:80], limit=8)
    return render(request, "authoring/communes.html", {"choices": as_choices(found)})
