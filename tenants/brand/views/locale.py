"""Languages offered and time zone."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.errors import RuleBroken
from tenants.brand.forms import LocaleForm
from tenants.brand.operations import localise_space
from tenants.spaces.models import Space


@team(Role.ADMINISTRATOR)
def locale(request: HttpRequest) -> HttpResponse:
    """Choose the languages offered and the clock on which dates are read."""
    space: Space = request.space  # type: ignore[attr-defined]  # the middleware adds it
    form = LocaleForm(request.POST or None, instance=space)
    if request.method == "POST" and form.is_valid():
        try:
            localise_space(by=request.user, space=space, seen=form.stamp, **form.changes)
        except RuleBroken as error:
            form.refuse(error, space)
        else:
            if form.changes["time_zone"] != space.time_zone:
                messages.warning(
                    request,
                    _(
                        "Le fuseau horaire a changé. Les étapes publiées gardent leurs instants, lus à la nouvelle "
                        "heure : relisez vos calendriers. Le reste de l’équipe est prévenu."
                    ),
                )
            messages.success(request, _("Les langues et l’heure sont enregistrées."))
            return redirect("brand:locale")
    now = timezone.now()
    context = {"form": form, "now_here": now.astimezone(ZoneInfo(space.time_zone))}
    return render(request, "brand/locale.html", context, status=422 if form.errors else 200)
