"""The follow button's addresses, and the list of what one follows."""

from __future__ import annotations

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from consultations.capabilities.follows.models import Follow
from consultations.capabilities.follows.operations.following import follow, unfollow
from consultations.capabilities.follows.queries import Target, mine, state_of
from consultations.process.modality import contribution_url
from consultations.process.models import Consultation, Contribution
from platform_core.access import signed_in

PER_PAGE = 20


@require_POST
@signed_in
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a contribution (`wanted=1`) or stop (`wanted=0`)."""
    visible = Contribution.objects.visible_to(request.user).select_related("step__consultation")
    return _toggled(request, get_object_or_404(visible, pk=pk))


@require_POST
@signed_in
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a consultation or stop."""
    return _toggled(request, get_object_or_404(Consultation.objects.visible_to(request.user), pk=pk))


def _toggled(request: HttpRequest, target: Target) -> HttpResponse:
    """Do what is wanted (said in full, so that a second click changes nothing) and show the button as it is now."""
    wanted = request.POST.get("wanted") == "1"
    (follow if wanted else unfollow)(by=request.user, target=target)
    if request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
        return render(request, "follows/button.html", state_of(request, target, following=wanted))
    return redirect(_back(request, target))


def _back(request: HttpRequest, target: Target) -> str:
    given = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(given, allowed_hosts=None) and given.startswith("/"):
        return given
    if isinstance(target, Consultation):
        return reverse("process:consultation", args=[target.slug])
    return f"{contribution_url(target)}#suivre-contribution-{target.pk}"


@signed_in
def mine_page(request: HttpRequest) -> HttpResponse:
    """List what one follows."""
    page = Paginator(mine(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "follows/mine.html", {"page_obj": page, "lines": list(map(_line, page))})


def _line(row: Follow) -> dict[str, object]:
    if row.consultation:
        address = reverse("process:consultation", args=[row.consultation.slug])
        return {"kind": "concertation", "target": row.consultation, "url": address, "under": ""}
    followed = cast("Contribution", row.contribution)
    return {
        "kind": "contribution",
        "target": followed,
        "url": contribution_url(followed),
        "under": followed.consultation.title,
    }
