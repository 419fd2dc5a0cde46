"""A space in preparation, for its team: what is missing, opening it to the public, making it known, first steps away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from platform_core.access import may, team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken
from platform_core.pages.queries import missing_lines
from tenants.lifecycle.views.team import here
from tenants.spaces.operations import open_to_public, put_first_steps_away

TEAM_HOME = "/equipe/"


@team()
def opening(request: HttpRequest) -> HttpResponse:
    """Say what is missing before the space can be opened; once nothing is, ask whether to open it and do so."""
    space = here(request)
    if not space.is_preparing:
        return redirect("lifecycle:share")
    refusal = ""
    if request.method == "POST":
        try:
            open_to_public(by=request.user, space=space)
        except RuleBroken as error:
            refusal = error.message
        else:
            messages.success(request, _("Votre espace est ouvert au public. Faites-le connaître !"))
            return redirect("lifecycle:share")
    missing = missing_lines()
    context = {
        "missing": missing,
        "asks": any(line.blanks for line in missing),
        "denial": may("spaces.open", request.user, space),
        "refusal": refusal,
    }
    return render(request, "lifecycle/opening.html", context, status=422 if refusal else 200)


@team()
def share(request: HttpRequest) -> HttpResponse:
    """Give the address of the space and words to announce it, to copy."""
    return render(request, "lifecycle/share.html", {"preparing": here(request).is_preparing})


@team(Role.ADMINISTRATOR)
@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    """Put the list of first steps away."""
    put_first_steps_away(by=request.user, space=here(request))
    messages.success(request, _("La liste des premiers pas n’est plus affichée."))
    return redirect(TEAM_HOME)
