"""The operators' host, open from the addresses on a list alone (`settings.OPERATOR_NETWORKS`; empty: from anywhere).

From elsewhere its pages, the sign-in included, do not exist: 404, before any session is read.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from platform_core import scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

HOME = "/operateur/"


class OperatorNetworkMiddleware:
    """Stands where the scope is known, and before sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, unless it is for operators and comes from an address that is not on the list."""
        closed = settings.OPERATOR_NETWORKS and request.path.startswith(HOME) and not scope.in_space()
        if closed and not is_listed(client_address(request)):
            return HttpResponse(render_to_string("404.html"), status=404)
        return self.get_response(request)


def is_listed(address: str) -> bool:
    """Tell whether an address is in one of the networks on the list; what is no address is not."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in settings.OPERATOR_NETWORKS)


def client_address(request: HttpRequest) -> str:
    """Return the address that a request comes from, as the trusted proxies say (`NUM_PROXIES`); empty when unknown.

    What a visitor writes in the header comes before what our proxies add to it: it is counted from the end.
    """
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.NUM_PROXIES and forwarded:
        return str(forwarded[-min(settings.NUM_PROXIES, len(forwarded))])
    return str(request.META.get("REMOTE_ADDR", ""))
