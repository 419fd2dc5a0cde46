"""The home page of a space, from its blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.process.blocks import TEXT, Block, read_blocks
from consultations.process.models import Phase
from consultations.process.queries.home import home_figures, latest_contributions
from consultations.process.queries.public import in_phase, listed
from consultations.process.views.lines import Card, cards
from platform_core.access import public
from platform_core.pages.queries import home_pages
from platform_core.web.charts import number
from tenants.brand.previews import show_as_tried

if TYPE_CHECKING:
    from consultations.process.queries.public import ListedConsultations

MOST_RUNNING = 12
ON_HOME = 3  # of those to come and of those that are over
LISTS = {"upcoming": "a-venir", "over": "terminees"}


@public
def home(request: HttpRequest) -> HttpResponse:
    """Welcome people and show first where they can take part now."""
    is_tried = show_as_tried(request)
    shown = [block for block in read_blocks(request.space.home_blocks) if block.on]  # type: ignore[attr-defined]  # the middleware adds it
    pages = home_pages()
    context = {
        "is_tried": is_tried,
        "welcome": pages["welcome"],
        "accessibility": pages["accessibility"],
        **_content(request, {block.slug for block in shown}),
        "text": next((block.text for block in shown if block.slug == TEXT), ""),
    }
    return render(request, "process/home.html", {**context, "bands": _bands(shown, context)})


def _content(request: HttpRequest, slugs: set[str]) -> dict[str, Any]:
    """Return what the blocks show; those that are not shown ask nothing."""
    consultations = listed(request.user)
    found: dict[str, Any] = {"running": cards(in_phase(consultations, Phase.OPEN)[:MOST_RUNNING])}
    if "upcoming" in slugs:
        found["upcoming"] = _rows(in_phase(consultations, Phase.UPCOMING))
    if "over" in slugs:
        found["over"] = _rows(in_phase(consultations, Phase.OVER))
    if "figures" in slugs:
        found["figures"] = _figures()
    if "latest" in slugs:
        found["latest"] = latest_contributions()
    return found


def _rows(consultations: ListedConsultations) -> list[Card]:
    """Return the first ones as lines of a short list, which says nothing of their steps."""
    return [
        Card(one, reverse("process:consultation", args=[one.slug]), ())
        for one in consultations.prefetch_related(None)[:ON_HOME]
    ]


def _figures() -> list[dict[str, Any]]:
    counted = home_figures()
    return [
        {"value": number(counted["consultations"]), "label": _("concertations")},
        {"value": number(counted["contributions"]), "label": _("contributions publiées")},
    ]


def _bands(shown: list[Block], context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the templates in order, each with its lists: two lists that follow each other stand side by side."""
    titles = {"upcoming": _("Bientôt"), "over": _("Terminées")}
    bands: list[dict[str, Any]] = []
    for block in shown:
        if block.slug in LISTS:
            if not context[block.slug]:
                continue
            line = (LISTS[block.slug], titles[block.slug], context[block.slug])
            if bands and bands[-1]["lists"]:
                bands[-1]["lists"].append(line)
            else:
                bands.append({"template": "process/home/lists.html", "lists": [line]})
        elif block.slug != "latest" or context["latest"]:
            bands.append({"template": f"process/home/{block.slug}.html", "lists": []})
    return bands
