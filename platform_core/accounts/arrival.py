"""Where a way in leads: one button, so that what opens links in advance (mail filters, previews) does not burn it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from platform_core.access import lets_team_in, public
from platform_core.accounts.entry import usable_pass, use_pass
from platform_core.errors import RuleBroken
from platform_core.web.menus import grouped


@lets_team_in
@public
@never_cache
def arrival(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for a click, then sign the owner of the pass in."""
    if request.method == "POST":
        try:
            user = use_pass(by=request.user, secret=secret)
        except RuleBroken:
            return _spent(request)
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.user = user
        messages.success(request, _("Bienvenue chez vous ! Vous êtes connecté, avec les droits d’administration."))
        return redirect(_first_page(request))
    found = usable_pass(secret)
    if found is None:
        return _spent(request)
    return render(request, "accounts/arrival.html", {"person": found.user})


def _spent(request: HttpRequest) -> HttpResponse:
    """Show the page of a way in that opens nothing any more: the same whether it was used, is too old or never was."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/arrival.html", {"person": None}, status=410)


def _first_page(request: HttpRequest) -> str:
    """Return where a new team begins: the first line of its menu, the home page when there is none."""
    groups = grouped("team", request)
    return groups[0]["entries"][0]["url"] if groups and groups[0]["entries"] else settings.LOGIN_REDIRECT_URL
