"""Links that the team adds to the menus."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.concurrency import fingerprint
from platform_core.errors import RuleBroken
from tenants.brand.forms import LinksFormSet
from tenants.brand.links import MOST, destinations, read_links
from tenants.brand.operations import arrange_menu
from tenants.spaces.models import Space


@team(Role.ADMINISTRATOR)
def menus(request: HttpRequest) -> HttpResponse:
    """Show the links, one line each, in order; add, change, move, remove."""
    space: Space = request.space  # type: ignore[attr-defined]  # the middleware adds it
    seen = fingerprint([space], ["menu_links"])
    lines = LinksFormSet(
        request.POST or None,
        initial=[{**link.as_json(), "place": n} for n, link in enumerate(read_links(space.menu_links), start=1)],
        prefix="links",
        form_kwargs={"pages": destinations()},
    )
    refused = ""
    if request.method == "POST" and lines.is_valid():
        try:
            arrange_menu(by=request.user, space=space, links=lines.links(), seen=request.POST.get("seen") or None)
        except RuleBroken as error:
            refused = error.message
        else:
            messages.success(request, _("Les menus sont enregistrés. Vos visiteurs les voient."))
            return redirect("brand:menus")
    has_errors = request.method == "POST"
    context = {"lines": lines, "most": MOST, "seen": seen, "refused": refused, "page_has_errors": has_errors}
    return render(request, "brand/menus.html", context, status=422 if has_errors else 200)
