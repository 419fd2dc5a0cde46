"""The team's key."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken
from tenants.features.forms import SwitchForm
from tenants.features.operations import switch_feature
from tenants.features.queries import keys_of
from tenants.features.registry import running
from tenants.spaces.models import Space


@team(Role.ADMINISTRATOR)
def page(request: HttpRequest) -> HttpResponse:
    """Show both keys of each feature and what runs; turn one's own."""
    space: Space = request.space  # type: ignore[attr-defined]  # the middleware adds it
    if request.method == "POST":
        form = SwitchForm(request.POST)
        if form.is_valid():
            try:
                switch_feature(by=request.user, space=space, **form.cleaned_data)
            except RuleBroken as error:
                messages.error(request, error.message)
            else:
                said = (
                    _("C’est activé.")
                    if form.cleaned_data["on"]
                    else _("C’est désactivé. Ce qui est publié continue.")
                )
                messages.success(request, said)
        return redirect("features:page")
    counts = running()
    rows = [{"keys": keys, "running": counts.get(keys.feature.slug, 0)} for keys in keys_of(space)]
    return render(request, "features/team.html", {"rows": rows})
