"""The team's home page and its list of consultations."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from consultations.process.models import Phase, State
from consultations.process.queries.public import in_phase, listed
from consultations.process.queries.team import answers_due, closing_soon, first_steps
from consultations.process.views.lines import cards
from platform_core.access import team
from platform_core.pages.queries import missing_pages
from platform_core.web import menus

PER_PAGE = 20
ON_HOME = 5
TABS = ("", State.DRAFT, State.PUBLISHED, State.CLOSED, State.ARCHIVED)


@team()
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs attention, and always the next step."""
    pages = missing_pages()
    visible = listed(request.user)
    waiting = [line for group in menus.grouped("team", request) for line in group["entries"] if line["count"]]
    context = {
        "first": first_steps(pages),
        "missing_pages": pages,
        "waiting": waiting,
        "closing_soon": closing_soon()[:ON_HOME],
        "answers_due": answers_due()[:ON_HOME],
        "today": timezone.localdate(),
        "running": cards(in_phase(visible, Phase.OPEN)[:ON_HOME]),
        "drafts": cards(visible.filter(state=State.DRAFT).order_by("-updated_at")[:ON_HOME]),
    }
    return render(request, "process/team/home.html", context)


@team()
def consultations(request: HttpRequest) -> HttpResponse:
    """List all consultations, by state, with their dates and figures."""
    state = request.GET.get("etat", "")
    visible = listed(request.user).order_by("-updated_at", "-pk")
    chosen = visible.filter(state=state) if state in State.values else visible
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    tabs = [{"label": State(one).label if one else "", "value": str(one), "current": one == state} for one in TABS]
    context = {"page_obj": page, "cards": cards(page), "tabs": tabs, "state": state}
    return render(request, "process/team/list.html", context)
