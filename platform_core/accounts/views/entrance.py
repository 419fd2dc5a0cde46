"""The team's page: who may have an account, and how one signs in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from platform_core.access import team
from platform_core.access.roles import Role
from platform_core.accounts.forms.entrance import EntranceForm
from platform_core.accounts.operations.entrance import set_entrance
from platform_core.accounts.queries import entrance
from platform_core.errors import RuleBroken


@team(Role.ADMINISTRATOR)
def choose(request: HttpRequest) -> HttpResponse:
    """Show the choices, and keep others."""
    form = EntranceForm(request.POST if request.method == "POST" else None, entrance=entrance())
    if request.method == "POST" and form.is_valid():
        try:
            set_entrance(by=request.user, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Vos choix sont enregistrés. Ils valent dès maintenant."))
            return redirect("accounts:entrance")
    return render(request, "accounts/entrance.html", {"form": form}, status=422 if form.errors else 200)
