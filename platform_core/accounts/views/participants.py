"""The accounts of the space, as the team sees them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from platform_core.access import may, team
from platform_core.access.roles import Role
from platform_core.accounts.forms.team import ParticipantsForm, SuspendForm
from platform_core.accounts.operations import participants as operations
from platform_core.accounts.queries import participants
from platform_core.accounts.views.submitting import sent, submitted
from platform_core.errors import RuleBroken

PER_PAGE = 30


@team(Role.MODERATOR)
def listing(request: HttpRequest) -> HttpResponse:
    """List and find accounts."""
    sees_addresses = may("accounts.see_addresses", request.user) is None
    form = ParticipantsForm(request.GET or None, by_address=sees_addresses)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(participants(request.user, **wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "sees_addresses": sees_addresses}
    return render(request, "accounts/team/participants.html", context)


@team(Role.MODERATOR)
def participant(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show an account, and close it for a time with a reason."""
    found = get_object_or_404(participants(request.user), pk=user_id)
    form = SuspendForm(sent(request))
    if request.method == "POST" and submitted(
        form, lambda: operations.suspend_person(by=request.user, person=found, **form.cleaned_data)
    ):
        messages.success(request, _("Le compte est suspendu. La personne en est informée par e-mail."))
        return redirect("accounts:participant", user_id)
    context = {
        "person": found,
        "form": form,
        "denial": may("accounts.suspend", request.user, found),
        "suspensions": found.suspensions.select_related("by", "lifted_by"),
        "structures": found.structures.all(),
        "sees_address": may("accounts.see_addresses", request.user) is None,
    }
    return render(request, "accounts/team/participant.html", context, status=422 if form.errors else 200)


@team(Role.MODERATOR)
@require_POST
def lift(request: HttpRequest, user_id: int) -> HttpResponse:
    """Open a suspended account again."""
    found = get_object_or_404(participants(request.user), pk=user_id)
    try:
        operations.lift_suspension(by=request.user, person=found)
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Le compte est rouvert. La personne en est informée par e-mail."))
    return redirect("accounts:participant", user_id)
