"""Requests to open a space, as operators read them."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from platform_core.accounts.models import User
from tenants.opening.models import BEING_BUILT, RefusedDomain, SpaceRequest, State
from tenants.spaces.models import Space

SENT = (State.HELD, *BEING_BUILT, State.DONE, State.REFUSED, State.FAILED)
VIEWS: dict[str, tuple[State, ...]] = {
    "": (State.HELD,),
    "construction": BEING_BUILT,
    "echouees": (State.FAILED,),
    "ouvertes": (State.DONE,),
    "refusees": (State.REFUSED,),
}


def requests_in(view: str) -> QuerySet[SpaceRequest]:
    """Return the requests of one tab; those to decide the oldest first, the others the newest first."""
    found = SpaceRequest.objects.filter(state__in=VIEWS[view]).select_related("space")
    return found.order_by("submitted_at", "pk") if view == "" else found.order_by("-submitted_at", "-pk")


def request_counts() -> dict[str, int]:
    """Return the number of requests of each tab that asks for work, in one query."""
    waiting = SpaceRequest.objects.filter(state__in=[State.HELD, State.FAILED, *BEING_BUILT])
    by_state = dict(waiting.order_by().values_list("state").annotate(Count("pk")))
    return {view: sum(by_state.get(each, 0) for each in states) for view, states in VIEWS.items()}


def sent_requests() -> QuerySet[SpaceRequest]:
    """Return the requests that an operator may open: those that their founder has sent."""
    return SpaceRequest.objects.filter(state__in=SENT).select_related("space")


def failed_requests() -> QuerySet[SpaceRequest]:
    """Return the requests whose building failed, the oldest first."""
    return SpaceRequest.objects.filter(state=State.FAILED).order_by("submitted_at", "pk")


def request_of(space: Space) -> SpaceRequest | None:
    """Return the request that a space was opened for; `None` for one opened by a command."""
    return SpaceRequest.objects.filter(space=space).first()


def decided_by(request: SpaceRequest) -> str:
    """Return the name of the operator who decided, empty when nobody had to."""
    if request.decided_by is None:
        return ""
    person = User.objects.filter(pk=request.decided_by).first()
    return (person.public_name or person.email) if person else ""


def refused_domains() -> QuerySet[RefusedDomain]:
    """Return the mail domains refused before, the newest first."""
    return RefusedDomain.objects.order_by("-refused_at", "-pk")
