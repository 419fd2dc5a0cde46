"""Signing in: allauth's flows, where our pages differ from its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from platform_core.access import public, signed_in, stays_open
from platform_core.accounts.elsewhere import sign_out_elsewhere
from platform_core.accounts.forms.signing_in import SignInByCode, SignInByPassword
from platform_core.accounts.models import Way
from platform_core.accounts.queries import entrance
from platform_core.accounts.views.person import person

PASSWORD, CHOOSE_PASSWORD = "mot-de-passe", "choisir-mot-de-passe"


def refused(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a page answer 422, not 200, when it shows again a form that it refuses."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:  # noqa: PLR2004 (HTTP)
            response.status_code = 422
        return response

    return answer


@stays_open
@public
class SignIn(LoginView):
    """One page, the address first: a code is sent to it, unless one prefers a password."""

    @cached_property
    def space_way(self) -> str:
        """Return by what one signs in here."""
        return entrance().way

    @property
    def way(self) -> str:
        """Return what the person chose: a password, to be asked for one, or nothing (a code); the space may decide."""
        if self.space_way != Way.BOTH:
            return PASSWORD if self.space_way == Way.PASSWORD else ""
        source = self.request.POST if self.request.method == "POST" else self.request.GET
        return str(source.get("avec", ""))

    def get_form_class(self) -> type[SignInByCode]:
        """Ask for a password only to those who prefer it."""
        return SignInByPassword if self.way in {PASSWORD, CHOOSE_PASSWORD} else SignInByCode

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign in or send a code; or show the field of the password, keeping the address."""
        if self.way == CHOOSE_PASSWORD:
            form = SignInByPassword(request=request, initial={"login": request.POST.get("login", "")})
            answer: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        else:
            answer = super().post(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the page which of its two faces to show."""
        return {
            **super().get_context_data(**kwargs),
            "with_password": self.get_form_class() is SignInByPassword,
            "has_choice": self.space_way == Way.BOTH,
            "may_join": get_adapter().is_open_for_signup(self.request),
        }


@stays_open
@public
def ask_code(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page: asking for a code is its first face (allauth has a page apart)."""
    query = request.GET.urlencode()
    return redirect(reverse("account_login") + (f"?{query}" if query else ""))


@signed_in
class TurnOnSecondFactor(ActivateTOTPView):
    """Set the application of codes. The first code is a proof: this session has its second factor from then on."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Close the other sessions, and write in this one what was just proved, as when one signs in."""
        answer: HttpResponse = super().form_valid(form)
        user = person(self.request)
        sign_out_elsewhere(self.request, user)
        proof = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
        record_authentication(self.request, user, "mfa", id=proof.pk, type=proof.type, reauthenticated=True)
        return answer

    def get_success_url(self) -> str:
        """Show the spare codes, then go on to where one was going."""
        following = next_of(self.request)
        return str(super().get_success_url()) + (
            f"?{urlencode({REDIRECT_FIELD_NAME: following})}" if following else ""
        )


@signed_in
class SpareCodes(ViewRecoveryCodesView):
    """The spare codes, and the way on."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give where one was going before the second factor was asked for."""
        return {**super().get_context_data(**kwargs), "following": next_of(self.request)}


def next_of(request: HttpRequest) -> str:
    """Return where the person was going, empty when it is not a page of this site."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    return wanted if get_adapter().is_safe_url(wanted) else ""
