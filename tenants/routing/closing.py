"""The door of a space that is in preparation, suspended or to be deleted: its team comes in, others read a sober page.

What each may then do is not decided here: a read-only space refuses every write by `tenants.spaces.freezing`.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from platform_core.access import roles_of
from platform_core.access.middleware import declared_access
from platform_core.access.roles import TEAM
from tenants.spaces.models import Space
from tenants.spaces.rules import PREPARING

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
        if isinstance(here, Space) and here.is_closed and not is_team(request):
            if not comes_in(request, here):
                return closed(request, here)
            request.space = unadorned(here)  # type: ignore[attr-defined]  # what templates read
        return self.get_response(request)


def is_team(request: HttpRequest) -> bool:
    """Tell whether a request comes from the team, which passes everywhere but by the API."""
    return not request.path.startswith("/api/") and bool(
        request.user.is_authenticated and roles_of(request.user) & TEAM
    )


def unadorned(space: Space) -> Space:
    """Return the space as it is shown on the few pages that stay open: without pictures, which its host refuses."""
    shown = copy(space)
    shown.logo = shown.banner = None
    return shown


def comes_in(request: HttpRequest, space: Space) -> bool:
    """Tell whether a request of somebody else passes the door: never by the API, else by pages that stay open.

    Those say so (`Access.when_closed`): signing in, taking one's own data away, having them erased. To a space that is
    not opened yet its founder and whoever is invited arrive as well (`Access.when_preparing`).
    """
    if request.path.startswith("/api/"):
        return False
    try:
        found = resolve(request.path)
    except Resolver404:
        return False
    access = declared_access(found.func, found.view_name)
    arrives = space.stage == PREPARING
    return access is not None and (access.when_closed or (arrives and access.when_preparing))


def closed(request: HttpRequest, space: Space) -> HttpResponse:
    """Answer without the reason, which is for the team; programs get theirs. No robot keeps the page."""
    code, template = "suspended", "closed"
    sentence = _("Cet espace de participation est fermé pour le moment. Rien de ce qui y a été écrit n’est effacé.")
    if space.delete_at:
        code = "deletion_scheduled"
        sentence = _("Cet espace de participation a fermé ses portes. Il sera bientôt supprimé.")
    elif space.stage == PREPARING:
        code, template = "preparing", "preparing"
        sentence = _("Cet espace de participation est en préparation. Il n’est pas encore ouvert au public.")
    if request.path.startswith("/api/"):
        answer: HttpResponse = JsonResponse({"code": code, "message": sentence}, status=503)
    else:
        answer = render(request, f"routing/{template}.html", {"sentence": sentence}, status=503)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
