"""What participants see and do."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from consultations.capabilities.authoring.pages import Pages
from consultations.capabilities.lists.listing import listing
from consultations.modalities.proposals.forms import ProposalForm, ProposalList
from consultations.modalities.proposals.operations import change_proposal, submit_proposal, withdraw_proposal
from consultations.modalities.proposals.queries import KIND, shown_in
from platform_core.access import may, public, signed_in

PAGES = Pages(
    slug="proposals",
    kind=KIND,
    permission="proposals.create",
    form=ProposalForm,
    submit=submit_proposal,
    change=change_proposal,
    take_back=withdraw_proposal,
)
new = signed_in(partial(PAGES.new))
edit = signed_in(partial(PAGES.edit))
withdraw = signed_in(partial(PAGES.withdraw))
history = public(partial(PAGES.history))
alike = public(partial(PAGES.alike))


@public
def step(request: HttpRequest, step_id: int) -> HttpResponse:
    """Show the proposals of a step: search, filters, pages."""
    one = PAGES.step(request, step_id)
    shown = listing(request, one, shown_in(one), ProposalList)
    denial = may("proposals.create", request.user, one)
    return render(
        request, "proposals/step.html", {"step": one, "listing": shown, "denial": denial, "slug": "proposals"}
    )


@public
def detail(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Show one proposal: text, files, official answer, supports, comments."""
    contribution = PAGES.one(request, contribution_id)
    attachments = contribution.attachments.select_related("file")
    context = {
        "contribution": contribution,
        "attachments": attachments,
        "slug": "proposals",
        "step": contribution.step,
    }
    return render(request, "proposals/detail.html", context)
