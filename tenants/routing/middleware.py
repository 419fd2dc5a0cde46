"""The space comes from the host, and from nothing else.

Forwarded hosts, parameters and signatures never change it. A host that is neither the apex nor a space in service gets the
same 404, whether it never existed, is being built or was deleted. A former host leads to the new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tenants.postgresql.base import PlatformScope
from tenants.postgresql.current import connection
from tenants.routing.canonical import elsewhere, in_https
from tenants.spaces.models import Space
from tenants.spaces.queries import domain_at
from tenants.spaces.scopes import entered, platform
from tenants.spaces.versions import is_behind

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


class SpaceMiddleware:
    """Enters the space (or the platform) of the host for the length of the request, and leaves it whatever happens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the right scope."""
        connection.leave_scope()  # a thread that died in the middle of something starts from nowhere
        host = host_of(request)
        if host == settings.APEX_DOMAIN:
            request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
            return self.answer(request, PlatformScope())
        domain = None
        if host:
            with platform():
                domain = domain_at(host)
        if domain is None:
            return HttpResponse(render_to_string("404.html"), status=404)
        space: Space = domain.tenant
        if is_behind(space):
            return waiting(request, space)
        redirect = elsewhere(request, space, host, former=domain.former_until is not None)
        return in_https(request, host, redirect or self.answer(request, space))

    def answer(self, request: HttpRequest, scope: Space | PlatformScope) -> HttpResponse:
        """Run the rest of the chain inside a scope."""
        request.space = scope  # type: ignore[attr-defined]  # what templates and views read
        request.tenant = scope  # type: ignore[attr-defined]  # the name django-tenants' own tools read
        with entered(scope):
            return self.get_response(request)


def waiting(request: HttpRequest, space: Space) -> HttpResponse:
    """Answer for a space whose tables wait for this version of the code: in a moment, and nothing is lost."""
    sentence = _("Cet espace est en cours de mise à jour. Il revient dans quelques instants ; rien n’est perdu.")
    if request.path.startswith("/api/"):
        answer: HttpResponse = JsonResponse({"code": "updating", "message": sentence}, status=503)
    else:
        answer = HttpResponse(render_to_string("503.html", {"space": space, "reason": sentence}), status=503)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Retry-After"] = "15"  # seconds
    return answer


def host_of(request: HttpRequest) -> str:
    """Return the host asked for, lower case and without port; empty when it is malformed."""
    try:
        return request.get_host().rsplit(":", maxsplit=1)[0].lower().rstrip(".")
    except DisallowedHost:
        return ""
