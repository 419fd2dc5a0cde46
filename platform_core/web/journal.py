"""One line a request, and a number that every line written during it carries."""

from __future__ import annotations

import secrets
from time import perf_counter
from typing import TYPE_CHECKING, Any

import structlog
from django.contrib.auth import get_user_model
from structlog.contextvars import bound_contextvars

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

log = structlog.get_logger(__name__)
HEADER = "X-Request-ID"
SERVER_ERROR = 500


class JournalMiddleware:
    """Numbers each request, says its number in the answer, and logs how it was answered.

    The line says the route (`propositions/<int:pk>/`), not the path, which may hold the secret of an invitation, nor
    the query, which holds what people search; the number of the account, neither its name nor its address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say so."""
        number, start = secrets.token_hex(8), perf_counter()
        with bound_contextvars(request=number):
            response = self.get_response(request)
            say = log.error if response.status_code >= SERVER_ERROR else log.info
            say("request", **facts(request), status=response.status_code, ms=round(1000 * (perf_counter() - start)))
        response.headers[HEADER] = number
        return response


def facts(request: HttpRequest) -> dict[str, Any]:
    """Return what is logged of a request. The account is named only when something already asked who it is."""
    space = getattr(request, "space", None)
    match = request.resolver_match
    user: Any = getattr(request, "_cached_user", None) or request.__dict__.get("user")
    return {
        "space": space.schema_name if space else None,
        "method": request.method,
        "route": match.route if match else None,
        "user": user.pk if type(user) is get_user_model() else None,  # not the lazy one: asking it would read it
    }
