"""Watches whoever helps in a space: the end of the access is looked for at each page, and each page is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.access.middleware import declared_access
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.support.operations import note_page
from tenants.support.queries import access_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

OWN = ("/compte/", "/api/", "/invitation/", "/arrivee/")  # what belongs to accounts of people, or to their programs


class SupportMiddleware:
    """Comes once the session is known, before the doors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on the requests of everybody else as they are."""
        helper = helper_behind(request)
        if helper is None:
            return self.get_response(request)
        access = access_of(helper.pk)
        if access is None:
            logout(request)
            return refusal(request, _("Cet accès d’assistance est terminé."), "support_over")
        helper.stands_for = access.operator  # type: ignore[attr-defined]  # read by the log: both identities
        request.support = access  # type: ignore[attr-defined]  # read by the banner
        note_page(by=helper, access=access, method=request.method or "", path=request.path)
        if not open_to_support(request):
            return refusal(request, _("L’assistance ne peut pas ouvrir cette page."), "support")
        return self.get_response(request)


def helper_behind(request: HttpRequest) -> User | None:
    """Return the account of support that asks, `None` for anybody else; a request without a session costs nothing."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not scope.in_space():
        return None
    user = request.user
    return user if user.is_authenticated and Role.SUPPORT in user.roles else None


def open_to_support(request: HttpRequest) -> bool:
    """Tell whether a page may be opened: public ones and those of the team, never those of one's own account."""
    if request.path.startswith(OWN):
        return False
    try:
        found = resolve(request.path)
    except Resolver404:
        return True  # it will be said
    access = declared_access(found.func, found.view_name)
    return access is not None and access.audience in {"public", "team"}


def refusal(request: HttpRequest, sentence: str, code: str) -> HttpResponse:
    """Answer in the shape that is expected."""
    if request.path.startswith("/api/"):
        return JsonResponse({"code": code, "message": sentence}, status=403)
    return render(request, "403.html", {"reason": sentence, "code": code}, status=403)
