"""The team's home page and its list of consultations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.process.models import State
from consultations.process.queries.public import listed
from consultations.process.queries.team import answers_due, closing_soon, on_home
from consultations.process.views.lines import cards
from platform_core.access import team
from platform_core.pages.queries import missing_pages
from platform_core.web import menus
from platform_core.web.onboarding import Line, first_steps
from tenants.spaces.models import Space

PER_PAGE = 20
ON_HOME = 5


@team()
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs attention, and always the next step."""
    running, drafts = on_home(request.user, ON_HOME)
    waiting = [line for group in menus.grouped("team", request) for line in group["entries"] if line["count"]]
    context = {
        **team_list(request),
        "waiting": waiting,
        "closing_soon": closing_soon()[:ON_HOME],
        "answers_due": answers_due()[:ON_HOME],
        "today": timezone.localdate(),
        "running": cards(running),
        "drafts": cards(drafts),
    }
    return render(request, "process/team/home.html", context)


@team()
def consultations(request: HttpRequest) -> HttpResponse:
    """List all consultations, by state, with their dates and figures."""
    state = request.GET.get("etat", "")
    visible = listed(request.user).order_by("-updated_at", "-pk")
    chosen = visible.filter(state=state) if state in State.values else visible
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    tabs = [
        {"label": label, "url": f"?etat={value}" if value else "?", "current": value == state, "count": None}
        for value, label in (("", _("Toutes")), *((str(one), str(one.label)) for one in State))
    ]
    context = {"page_obj": page, "cards": cards(page), "tabs": tabs, "state": state}
    return render(request, "process/team/list.html", context)


def team_list(request: HttpRequest) -> dict[str, Any]:
    """Return the first steps of the team, until it puts them away; while nobody else sees the space, what that waits for."""
    space: Space = request.space  # type: ignore[attr-defined]  # set by the middleware
    lines = first_steps(request) if space.settled_at is None else []
    return {
        "first_steps": lines,
        "steps_done": sum(line.is_done for line in lines),
        "missing": missing_titles(lines) if space.is_preparing else [],
    }


def missing_titles(lines: Sequence[Line]) -> list[str]:
    """Return the titles of the legal pages that are not complete: the list has them, unless it was put away."""
    known = next((line.details for line in lines if line.step.slug == "pages"), None)
    return list(missing_pages().values_list("title", flat=True)) if known is None else known
