"""The door of a space that is suspended or to be deleted: its team comes in, others read a sober page.

What each may then do is not decided here: a read-only space refuses every write by `tenants.spaces.freezing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from platform_core.access import roles_of
from platform_core.access.middleware import declared_access
from platform_core.access.roles import TEAM
from tenants.spaces.models import Space

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


class ClosedMiddleware:
    """Comes after the session is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, unless the space is closed to who asks."""
        here = getattr(request, "space", None)
        if isinstance(here, Space) and here.is_closed and not comes_in(request):
            return closed(request, here)
        return self.get_response(request)


def comes_in(request: HttpRequest) -> bool:
    """Tell whether a request passes the door: never by the API, always from the team, else by pages that stay open.

    Those say so (`Access.when_closed`): signing in, taking one's own data away, having them erased.
    """
    if request.path.startswith("/api/"):
        return False
    if request.user.is_authenticated and roles_of(request.user) & TEAM:
        return True
    try:
        found = resolve(request.path)
    except Resolver404:
        return False
    access = declared_access(found.func, found.view_name)
    return access is not None and access.when_closed


def closed(request: HttpRequest, space: Space) -> HttpResponse:
    """Answer without the reason, which is for the team; programs get theirs."""
    sentence = _("Cet espace de participation est fermé pour le moment. Rien de ce qui y a été écrit n’est effacé.")
    code = "suspended"
    if space.delete_at:
        code = "deletion_scheduled"
        sentence = _("Cet espace de participation a fermé ses portes. Il sera bientôt supprimé.")
    if request.path.startswith("/api/"):
        answer: HttpResponse = JsonResponse({"code": code, "message": sentence}, status=503)
    else:
        answer = render(request, "routing/closed.html", {"sentence": sentence}, status=503)
    answer.headers["Cache-Control"] = "no-store"
    return answer
