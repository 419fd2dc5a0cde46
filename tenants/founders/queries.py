"""What an address founded, and what it asked for."""

from __future__ import annotations

from dataclasses import dataclass

from tenants.opening.letters import follow_path
from tenants.opening.models import BEING_WRITTEN, SpaceRequest
from tenants.opening.models import State as RequestState
from tenants.spaces.models import Space, State

SHOWN = 100  # spaces or requests: nobody has that many, and a page stays a page


@dataclass(frozen=True)
class Asked:
    """One request, and where its founder follows it."""

    request: SpaceRequest
    url: str


def spaces_of(email: str) -> list[Space]:
    """Return the spaces that an address founded, by name."""
    found = Space.objects.filter(founder_email=email).exclude(state__in=[State.DELETED, State.PROVISIONING])
    return list(found.order_by("name", "pk").defer("welcome", "signing_key", "searched")[:SHOWN])


def requests_of(email: str) -> list[Asked]:
    """Return the requests of an address that a code proved and that have no open space yet, the newest first."""
    gone = [*BEING_WRITTEN, RequestState.EXPIRED, RequestState.DONE]
    found = SpaceRequest.objects.filter(confirmed_email=email).exclude(state__in=gone).order_by("-pk")[:SHOWN]
    return [Asked(one, follow_path(one)) for one in found]
