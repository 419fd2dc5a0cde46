"""The team invites people to take part."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from platform_core.access import may, team
from platform_core.access.roles import Role
from platform_core.accounts.forms.team import InviteParticipantsForm
from platform_core.accounts.operations.inviting import Invited, invite_participants
from platform_core.accounts.queries import invited_participants
from platform_core.accounts.views.submitting import sent, submitted

PER_PAGE = 30


@team(Role.ADMINISTRATOR)
def invite(request: HttpRequest) -> HttpResponse:
    """Send invitations, and show those that wait for an answer."""
    form = InviteParticipantsForm(sent(request))
    done: list[Invited] = []
    if request.method == "POST" and submitted(
        form, lambda: done.append(invite_participants(by=request.user, **form.cleaned_data))
    ):
        messages.success(request, told(done[0]))
        return redirect("accounts:invite_participants")
    page = Paginator(invited_participants(), PER_PAGE).get_page(request.GET.get("page"))
    denial = may("accounts.invite_participants", request.user)
    context = {"form": form, "page_obj": page, "denial": denial}
    return render(request, "accounts/team/invite_participants.html", context, status=422 if form.errors else 200)


def told(invited: Invited) -> str:
    """Say how many were written to, and why the others were not."""
    parts = [ngettext("%(n)d invitation envoyée.", "%(n)d invitations envoyées.", invited.sent) % {"n": invited.sent}]
    if invited.known:
        words = ngettext("%(n)d personne a déjà un compte.", "%(n)d personnes ont déjà un compte.", invited.known)
        parts.append(words % {"n": invited.known})
    if invited.waiting:
        words = ngettext("%(n)d était déjà invitée.", "%(n)d étaient déjà invitées.", invited.waiting)
        parts.append(words % {"n": invited.waiting})
    return " ".join(parts)
