"""First screen: who asks. Nothing is written before an answer, so that visits and robots leave no row."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from platform_core.access import public
from tenants.opening import operations
from tenants.opening.forms import KindForm
from tenants.opening.models import SpaceRequest
from tenants.opening.rules import OrganisationKind
from tenants.opening.seals import origin_of
from tenants.opening.views.draft import SESSION_KEY, address, draft_of, keep, show, submit


@public
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Ask who opens a space; a request already sent from this browser is shown again instead of being made twice."""
    draft = draft_of(request)
    form = KindForm(request.POST or None, initial={"kind": draft.kind} if draft else {})
    if request.method == "POST":
        if draft and not draft.being_written:
            return redirect(address(draft))
        if submit(form, lambda: _answer(request, draft, form.cleaned_data["kind"])):
            return redirect("opening:organisation")
    begun = draft if draft and draft.organisation else None
    return show(request, "start", form, draft, begun=begun, begun_url=address(draft) if draft else "")


@public
@require_POST
def restart(request: HttpRequest) -> HttpResponse:
    """Leave a request, sent or not, and begin another."""
    request.session.pop(SESSION_KEY, None)
    return redirect("opening:start")


def _answer(request: HttpRequest, draft: SpaceRequest | None, kind: OrganisationKind) -> None:
    if draft is None:
        keep(request, operations.start_request(by=request.user, kind=kind, origin=origin_of(request)))
    else:
        operations.choose_kind(by=request.user, request=draft, kind=kind)
