"""What one contributed, on one's account."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from consultations.process.modality import contribution_url
from consultations.process.queries.contributions import readable
from platform_core.access import signed_in

PER_PAGE = 20


@signed_in
def contributions(request: HttpRequest) -> HttpResponse:
    """List them, the latest first, whatever became of them."""
    found = readable(request.user, mine=True).select_related("consultation", "step", "structure").order_by("-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "process/mine.html", {"page_obj": page})


@signed_in
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to where one of them is read (asked one by one: some kinds have to look for it)."""
    return redirect(contribution_url(get_object_or_404(readable(request.user, mine=True), pk=pk)))
