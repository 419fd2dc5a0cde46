"""Who is in the team, and with which roles."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from platform_core.access import may, team
from platform_core.access.roles import TEAM, Role
from platform_core.accounts.forms.team import InviteForm, RolesForm, name_of
from platform_core.accounts.models import Invitation, User
from platform_core.accounts.operations import team as operations
from platform_core.accounts.queries import pending_invitations, team_members
from platform_core.accounts.views.person import person
from platform_core.accounts.views.submitting import sent, submitted
from platform_core.errors import RuleBroken


@team()
def members(request: HttpRequest) -> HttpResponse:
    """List the team; to administrators, the invitations that wait too."""
    may_manage = may("accounts.invite", request.user) is None
    people = list(team_members())
    context = {
        "members": [
            {"user": one, "name": name_of(one), "roles": [Role(role) for role in one.roles]} for one in people
        ],
        "invitations": with_roles(pending_invitations()) if may_manage else [],
        "may_manage": may_manage,
        "unprotected": [one for one in people if one.has_role(Role.ADMINISTRATOR) and not one.has_application],  # type: ignore[attr-defined]  # annotated
    }
    return render(request, "accounts/team/members.html", context)


def with_roles(invitations: object) -> list[dict[str, object]]:
    """Return invitations with the words of their roles."""
    return [{"invitation": one, "roles": [Role(role) for role in one.roles]} for one in invitations]  # type: ignore[attr-defined]  # a queryset


@team(Role.ADMINISTRATOR)
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody."""
    form = InviteForm(sent(request))
    if request.method == "POST" and submitted(
        form, lambda: operations.invite_member(by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Invitation envoyée à %(email)s.") % form.cleaned_data)
        return redirect("accounts:team")
    return render(request, "accounts/team/invite.html", {"form": form}, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
@require_POST
def resend(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Send an invitation again."""
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    return answered(
        request,
        lambda: operations.resend_invitation(by=request.user, invitation=invitation),
        _("Invitation renvoyée : le lien précédent ne sert plus."),
        list_of(invitation),
    )


@team(Role.ADMINISTRATOR)
@require_POST
def revoke(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    return answered(
        request,
        lambda: operations.revoke_invitation(by=request.user, invitation=invitation),
        _("Invitation annulée."),
        list_of(invitation),
    )


@team(Role.ADMINISTRATOR)
def member(request: HttpRequest, user_id: int) -> HttpResponse:
    """Change the roles of a member."""
    found = a_member(user_id)
    form = RolesForm(sent(request), initial={"roles": found.roles})
    if request.method == "POST" and submitted(
        form, lambda: operations.change_roles(by=request.user, member=found, **form.cleaned_data)
    ):
        messages.success(request, _("Les rôles de %(name)s sont enregistrés.") % {"name": name_of(found)})
        return redirect("accounts:team")
    context = {"form": form, "member": found, "name": name_of(found)}
    return render(request, "accounts/team/member.html", context, status=422 if form.errors else 200)


@team(Role.ADMINISTRATOR)
def remove(request: HttpRequest, user_id: int) -> HttpResponse:
    """Ask, then take a person out of the team."""
    found = a_member(user_id)
    if request.method == "POST":
        done = _("%(name)s ne fait plus partie de l’équipe.") % {"name": name_of(found)}
        return answered(request, lambda: operations.remove_member(by=request.user, member=found), done)
    return render(request, "accounts/team/remove.html", {"member": found, "name": name_of(found)})


def a_member(user_id: int) -> User:
    """Return somebody of the team, 404 for anybody else."""
    return get_object_or_404(User, pk=user_id, roles__overlap=list(TEAM))


def list_of(invitation: Invitation) -> str:
    """Return the page on which an invitation is listed."""
    return "accounts:team" if invitation.roles else "accounts:invite_participants"


def answered(
    request: HttpRequest, operation: Callable[[], object], done: str, then: str = "accounts:team"
) -> HttpResponse:
    """Run an operation that has no form, say what happened, and come back to the list."""
    try:
        operation()
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect(then if person(request).in_team else "/")
