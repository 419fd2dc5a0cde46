"""An invitation, to the team or to take part, as whoever received it reads it."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from platform_core.access import lets_team_in, may, public
from platform_core.access.roles import Role
from platform_core.accounts.forms.team import ArriveForm
from platform_core.accounts.models import Invitation, User
from platform_core.accounts.operations.team import accept_invitation
from platform_core.accounts.queries import invitation_of
from platform_core.accounts.views.submitting import sent, submitted

TEAM_HOME = "/equipe/"


@lets_team_in
@public
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an invitation; accepted, it opens the account of the address to which it was sent, and signs in."""
    found = invitation_of(secret)
    denial = may("accounts.accept_invitation", request.user, found) if found else None
    if found is None or denial:
        if request.user.is_authenticated and request.user.in_team:
            return redirect(TEAM_HOME)
        reason = denial.reason if denial else _("Ce lien n’est pas complet ou n’a jamais existé.")
        return render(request, "accounts/invitation.html", {"reason": reason}, status=410 if found else 404)
    account = User.objects.filter(email__iexact=found.email).first()
    form = ArriveForm(sent(request)) if account is None else None
    if request.method == "POST" and (user := accepted(request, found, form)):
        return enter(request, user, to_team=bool(found.roles))
    context = {
        "invitation": found,
        "roles": [Role(role) for role in found.roles],
        "form": form,
        "is_other": request.user.is_authenticated and request.user != account,
    }
    return render(request, "accounts/invitation.html", context, status=422 if form and form.errors else 200)


def accepted(request: HttpRequest, found: Invitation, form: ArriveForm | None) -> User | None:
    """Accept; return the account, `None` when the form has to be shown again."""
    if form is None:
        return accept_invitation(by=request.user, invitation=found)
    users: list[User] = []

    def accept() -> None:
        name = form.cleaned_data["public_name"]
        users.append(accept_invitation(by=request.user, invitation=found, public_name=name))

    return users[0] if submitted(form, accept) else None


def enter(request: HttpRequest, user: User, *, to_team: bool) -> HttpResponse:
    """Sign in whoever had the link, as after a code; a second factor is still asked for."""
    welcome = _("Bienvenue dans l’équipe !") if to_team else _("Bienvenue ! Vous pouvez participer.")
    place = TEAM_HOME if to_team else "/"
    if request.user == user:
        messages.success(request, welcome)
        return redirect(place)
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, method="code", email=user.email)
    messages.success(request, welcome)
    answer: HttpResponse = perform_login(request, Login(user=user, email=user.email, redirect_url=place))
    return answer
