"""The account of an identity that is new here: joined to one that exists, or opened; then taken away again."""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from platform_core.access import public, signed_in, stays_open
from platform_core.accounts.forms.team import ArriveForm
from platform_core.accounts.models import User
from platform_core.accounts.views.person import person
from platform_core.accounts.views.submitting import sent, submitted
from platform_core.errors import RuleBroken
from platform_core.identity import attempts
from platform_core.identity.models import Identity
from platform_core.identity.operations.identities import join_identity, leave_identity, open_account
from platform_core.identity.protocol.exchange import Person
from platform_core.identity.rules import PENDING_LIFE
from platform_core.identity.views.signing_in import enter, failed, may_open


@stays_open
@public
@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """Lead to one's account, or to a new one; signed in, ask whether to join the two."""
    waiting = attempts.pending(request)
    if waiting is None:
        return failed(request, _("Cette étape a expiré. Recommencez : rien n’est perdu."))
    kept, provider = waiting
    if request.method == "POST" and request.user.is_authenticated:
        if not has_just_signed_in(request):
            raise_if_reauthentication_required(request, app="allauth.account")
        me = person(request)
        try:
            join_identity(by=me, user=me, provider=provider, subject=kept.subject)
        except RuleBroken as error:
            attempts.forget_pending(request)
            return failed(request, error.message, status=409)
        attempts.forget_pending(request)
        done = _("%(name)s est relié à votre compte : vous pourrez vous connecter ainsi la prochaine fois.")
        messages.success(request, done % {"name": provider.name})
        return redirect(kept.next or "/")
    here = urlencode({"next": reverse("identity:join")})
    context = {
        "provider": provider,
        "email": kept.email,
        "login_url": f"{reverse('account_login')}?{here}",
        "signup_url": f"{reverse('account_signup')}?{here}" if get_adapter().is_open_for_signup(request) else "",
    }
    return render(request, "identity/join.html", context)


def has_just_signed_in(request: HttpRequest) -> bool:
    """Tell whether one signed in, or proved who one is, since the identity was proved."""
    proofs = get_authentication_records(request, person(request))
    return any(time.time() - proof["at"] < PENDING_LIFE.total_seconds() for proof in proofs)


@stays_open
@public
@never_cache
@require_POST
def give_up(request: HttpRequest) -> HttpResponse:
    """Drop an identity that waits for its account."""
    attempts.forget_pending(request)
    messages.info(request, _("Rien n’a été relié."))
    return redirect("mfa_index" if request.user.is_authenticated else "account_login")


@public
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a public name and the charter, then open an account and sign in."""
    waiting = attempts.pending(request)
    if waiting is None or request.user.is_authenticated:
        return redirect("identity:join")
    kept, provider = waiting
    found = Person(kept.issuer, kept.subject, kept.email, kept.vouched, "")
    if not may_open(request, provider, found):
        return redirect("identity:join")
    form = ArriveForm(sent(request))
    users: list[User] = []

    def operation() -> None:
        name = form.cleaned_data["public_name"]
        user = open_account(
            by=request.user, provider=provider, subject=kept.subject, email=kept.email, public_name=name
        )
        users.append(user)

    if request.method == "POST" and submitted(form, operation):
        return enter(request, users[0], provider, "", kept.next)
    context = {"form": form, "provider": provider, "email": kept.email}
    return render(request, "identity/new.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def leave(request: HttpRequest, identity_id: int) -> HttpResponse:
    """Take an identity away from one's account."""
    me = person(request)
    identity = get_object_or_404(Identity.objects.select_related("user"), pk=identity_id, user=me)
    raise_if_reauthentication_required(request, app="allauth.account")
    leave_identity(by=me, identity=identity)
    messages.success(request, _("%(name)s n’ouvre plus votre compte.") % {"name": identity.name})
    return redirect("mfa_index")
