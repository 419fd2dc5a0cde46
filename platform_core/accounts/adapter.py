"""How allauth speaks and decides: its mails are our letters, from the space, in our words."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.access import may
from platform_core.access.roles import Role
from platform_core.accounts.elsewhere import sign_out_elsewhere
from platform_core.accounts.languages import remember_language
from platform_core.accounts.leaving import page_after, taken_along
from platform_core.accounts.models import Joining, User
from platform_core.accounts.notices import letter_for
from platform_core.accounts.operations.profile import note_protection
from platform_core.accounts.queries import entrance
from platform_core.background.tasks import URGENT
from platform_core.mail.letters import ASKED_FOR, forget_letters, send_letter

WRONG_PAIR = _("Adresse ou mot de passe inexact. Vérifiez-les, ou demandez un code par e-mail.")
WRONG_CODE = _("Ce code n’est pas le bon. Recopiez le dernier que vous avez reçu.")
LATER = _("Trop d’essais. Attendez quelques minutes avant de recommencer.")

# Changes after which the other sessions of the account are closed. (A new password closes them by itself; setting a
# second factor does it in its page.)
CLOSING = {"account/email/email_changed", "mfa/email/totp_deactivated"}


FORMER = ("from_email", "deleted_email")  # what allauth calls the address that is the account's no more


class AccountAdapter(DefaultAccountAdapter):
    """The sign-in of a space, or of the platform."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Ce compte est suspendu."),
        "cannot_remove_primary_email": _("Cette adresse est celle de votre compte : changez-en plutôt."),
        "duplicate_email": _("C’est déjà l’adresse de votre compte."),
        "email_password_mismatch": WRONG_PAIR,
        "email_taken": _("Cette adresse est déjà celle d’un autre compte ici."),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("Ce n’est pas votre mot de passe."),
        "invalid_login": WRONG_PAIR,
        "rate_limited": _("Attendez un peu avant de redemander un code."),
        "same_as_current": _("C’est déjà l’adresse de votre compte."),
        "too_many_login_attempts": LATER,
        "unknown_email": WRONG_PAIR,
        "unverified_primary_email": _("Confirmez d’abord votre adresse."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter that stands for one of allauth's templates."""
        letter = letter_for(template_prefix, email=email, **{k: v for k, v in context.items() if k != "email"})
        if email in {context.get(name) for name in FORMER}:  # to somebody who has no account at this address any more
            forget_letters([email])
            letter = replace(letter, forget_address=True)
        # Each sending is wanted by someone who waits: the key only has to be unlike any other.
        send_letter(letter, to=email, key=f"{ASKED_FOR}{secrets.token_hex(12)}", queue=URGENT)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the owner of an account that its protection changed, log it, and close the other sessions."""
        note_protection(by=user, user=user, change=template_prefix.rpartition("/")[2])
        if template_prefix in CLOSING:
            sign_out_elsewhere(self.request, user)
        address = email or EmailAddress.objects.get_primary_email(user)
        if address:
            self.send_mail(template_prefix, address, context or {})

    def populate_username(self, request: Any, user: Any) -> None:
        """Do nothing: accounts have no user name."""

    def clean_email(self, email: str) -> str:
        """Return the address as it is kept."""
        return str(super().clean_email(email)).strip().lower()

    def is_open_for_signup(self, request: Any) -> bool:
        """Let residents sign up in a space in service that allows it; the platform has only operators, made by command."""
        if not scope.in_space() or may("accounts.join", request.user) is not None:
            return False
        return entrance().joining != Joining.INVITATION

    def is_safe_url(self, url: str) -> bool:
        """Follow `next` only to a path of this very site."""
        return url.startswith("/") and bool(super().is_safe_url(url))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the home page of the space, or to the console."""
        return settings.LOGIN_REDIRECT_URL if scope.in_space() else "/operateur/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Lead where a higher layer asks to go on (a sign-in provider to leave too), else to the home page."""
        page = page_after(request) if request.user.is_authenticated else ""
        return reverse(page) if page else str(super().get_logout_redirect_url(request))

    def logout(self, request: HttpRequest) -> None:
        """Close the session; the new one holds what the page that comes next needs."""
        kept = taken_along(request)
        super().logout(request)
        for key, value in kept.items():
            request.session[key] = value

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Come back to the page of what protects the account."""
        return reverse("mfa_index")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """Come back to the page of the address once it was changed."""
        return reverse("account_email") if self.request.user.is_authenticated else reverse("account_login")

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        """Show the pages in the language that the person chose."""
        answer: HttpResponse = super().post_login(request, user, **details)
        if user.language != translation.get_language():
            remember_language(answer, user.language)
        return answer

    def new_user(self, request: Any) -> Any:
        """Return an account not yet saved."""
        return get_user_model()()


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: an application on a phone, and spare codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Retirez d’abord la double sécurité."),
        "cannot_delete_authenticator": _("La double sécurité est obligatoire pour les opérateurs de la plateforme."),
        "cannot_generate_recovery_codes": _("Activez d’abord la double sécurité."),
        "incorrect_code": _("Ce code n’est pas le bon. Attendez le suivant, puis recopiez-le."),
        "unverified_email": _("Confirmez d’abord votre adresse e-mail."),
    }

    def get_totp_issuer(self) -> str:
        """Name the space in the application, so that two accounts are told apart."""
        return scope.current().name

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to an operator, for whom it is required."""
        user: User = authenticator.user
        return not user.has_role(Role.OPERATOR)
