"""The way in and out of an operator: one button, so that what opens links in advance does not burn them."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from platform_core.access import public, stays_open
from platform_core.accounts.models import User
from platform_core.errors import NotAllowed, RuleBroken
from tenants.support.operations import enter_space, leave_space
from tenants.support.queries import access_behind


@stays_open
@public
@never_cache
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for a click, then open the session that ends with the access."""
    if request.method == "POST":
        try:
            access = enter_space(by=request.user, secret=secret)
        except RuleBroken:
            return render(request, "support/door.html", {"access": None}, status=410)
        logout(request)  # whoever was signed in here: this session is of nobody else
        login(request, cast("User", access.person), backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session.set_expiry(access.until)
        return redirect("/equipe/")
    found = access_behind(secret)
    return render(request, "support/door.html", {"access": found}, status=200 if found else 410)


@stays_open
@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the access one is using."""
    access = getattr(request, "support", None)
    if access is None:
        raise NotAllowed("support_over", "")
    leave_space(by=request.user, access=access)
    logout(request)
    return render(request, "support/left.html", {"support": None})
