"""What participants see and do."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from consultations.capabilities.authoring.pages import Pages
from consultations.capabilities.lists.listing import listing
from consultations.modalities.initiatives.forms import InitiativeForm, InitiativeList
from consultations.modalities.initiatives.operations import change_initiative, submit_initiative, withdraw_initiative
from consultations.modalities.initiatives.queries import KIND, point_of, points, shown_in
from platform_core.access import may, public, signed_in

PAGES = Pages(
    slug="initiatives",
    kind=KIND,
    permission="initiatives.create",
    form=InitiativeForm,
    submit=submit_initiative,
    change=change_initiative,
    take_back=withdraw_initiative,
    related=("initiative",),
    initial_of=InitiativeForm.initial_of,
)
new = signed_in(partial(PAGES.new))
edit = signed_in(partial(PAGES.edit))
withdraw = signed_in(partial(PAGES.withdraw))
history = public(partial(PAGES.history))
alike = public(partial(PAGES.alike))


@public
def step(request: HttpRequest, step_id: int) -> HttpResponse:
    """Show the initiatives of a step: search, filters, pages."""
    one = PAGES.step(request, step_id)
    shown = listing(request, one, shown_in(one), InitiativeList)
    context = {
        "step": one,
        "listing": shown,
        "denial": may("initiatives.create", request.user, one),
        "slug": "initiatives",
        "points": points(shown.matching),
    }
    return render(request, "initiatives/step.html", context)


@public
def detail(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Show one initiative: who, where, for whom, text, files, supports, comments."""
    contribution = PAGES.one(request, contribution_id)
    context = {
        "contribution": contribution,
        "attachments": contribution.attachments.select_related("file"),
        "slug": "initiatives",
        "step": contribution.step,
        "points": [point_of(contribution)] if contribution.latitude is not None else [],
    }
    return render(request, "initiatives/detail.html", context)
