"""The outer door: refuses every view that does not declare to whom it is open, and turns domain errors into answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from platform_core.access.actors import roles_of
from platform_core.access.views import Access
from platform_core.errors import NotAllowed, RuleBroken

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class AccessMiddleware:
    """Checks `view.access`; what says nothing is refused, except third-party views on the written list."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Return an answer when the view is refused, `None` when it may run."""
        try:
            return self.at_the_door(request, view)
        except NotAllowed as refusal:  # Django hands to process_exception only what a view raises
            return self.process_exception(request, refusal)

    def at_the_door(self, request: HttpRequest, view: Any) -> HttpResponse | None:
        """Return an answer or raise `NotAllowed` or `Http404` when the view is refused, `None` when it may run."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        access = declared_access(view, name)
        if access is None:
            raise NotAllowed("undeclared", _("Cette page n’est ouverte à personne."))  # a test names the address
        if access.audience == "public" or hasattr(view, "cls"):
            return None  # a view of the API knows its caller once it has read the token: platform_core.api.guards
        if not request.user.is_authenticated:
            return self.ask_to_sign_in(request)
        if access.roles and not access.roles & roles_of(request.user):
            if access.audience == "operator":
                raise Http404
            raise NotAllowed("role", _("Cette page est réservée à l’équipe de l’espace."))
        if access.audience == "operator" and not has_second_factor(request):
            return self.ask_second_factor(request)
        return None

    def ask_to_sign_in(self, request: HttpRequest) -> HttpResponse:
        """Send to the sign-in page and back; programs get a 401."""
        if request.path.startswith("/api/"):
            answer = {"code": "sign_in", "message": _("Authentification nécessaire.")}
            return JsonResponse(answer, status=401)
        return redirect_to_login(request.get_full_path())

    def ask_second_factor(self, request: HttpRequest) -> HttpResponse:
        """Send to set the second factor, or to give it when it was set after this session began; then back."""
        is_set = has_application(request.user.pk)
        return redirect_to_login(
            request.get_full_path(), reverse("mfa_reauthenticate" if is_set else "mfa_activate_totp")
        )

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show the reason of a refusal; what is no domain error is left to Django."""
        if isinstance(error, NotAllowed):
            return render(request, "403.html", {"reason": error.reason, "code": error.code}, status=403)
        if isinstance(error, RuleBroken):
            return render(request, "403.html", {"reason": error.message, "code": error.code}, status=422)
        return None


def declared_access(view: Any, name: str) -> Access | None:
    """Return to whom a view is open: what it declares, or what the written list of third-party views says of its name."""
    third_party: dict[str, Access] = import_string(settings.THIRD_PARTY_ACCESS)
    return access_of(view) or third_party.get(name)


def access_of(view: Any) -> Access | None:
    """Return what a view declares, on itself or on its class."""
    declared = [
        getattr(holder, "access", None)
        for holder in (view, getattr(view, "cls", None), getattr(view, "view_class", None))
    ]
    return next((access for access in declared if isinstance(access, Access)), None)


def has_second_factor(request: HttpRequest) -> bool:
    """Tell whether this person gave a second factor in this session, and still has one.

    allauth writes in the session each proof that its owner gave; nothing else is believed.
    """
    from allauth.account.authentication import get_authentication_records  # noqa: PLC0415 (needs loaded apps)

    proofs = get_authentication_records(request, request.user)
    return any(proof.get("method") == "mfa" for proof in proofs) and has_application(request.user.pk)


def has_application(user_id: int | None) -> bool:
    """Tell whether an account has an application of codes (spare codes alone are no second factor)."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 (needs loaded apps)

    return bool(Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).exists())
