"""allauth's forms in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from platform_core import scope
from platform_core.accounts.forms.wording import reword
from platform_core.accounts.models import Joining
from platform_core.accounts.queries import entrance

EMAIL = _("Adresse e-mail")
NO_EMAIL = _("Écrivez votre adresse e-mail.")
PASSWORD = _("Mot de passe")
NEW_PASSWORD = _("Nouveau mot de passe")
NEW_PASSWORD_HELP = _("12 signes au moins. Le plus simple : une phrase que vous retiendrez, espaces compris.")


class SignInByCode(account.LoginForm):
    """An address, to which a code is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["login"], EMAIL, autocomplete="username")
        self.fields["login"].error_messages["required"] = NO_EMAIL


class SignInByPassword(SignInByCode):
    """An address and its password."""

    def _setup_password_field(self) -> None:
        """Keep the field, which allauth takes away when sign-up asks for no password."""
        reword(self.fields["password"], PASSWORD)
        self.fields["password"].error_messages["required"] = _("Écrivez votre mot de passe.")


class ForAddress:
    """An address that the space takes: whoever was invited is in already."""

    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        """Refuse an address of another domain than those the space names. The domain alone decides: nobody is revealed."""
        address = str(super().clean_email())  # type: ignore[misc]  # of the form this is mixed in
        known = entrance()
        if scope.in_space() and known.joining == Joining.DOMAINS and not known.takes(address):
            sentence = _("Ici, les comptes sont réservés aux adresses %(domains)s.")
            ends = ", ".join(f"@{one}" for one in known.domains)
            raise forms.ValidationError(sentence, code="domain", params={"domains": ends})
        return address


class SignUp(ForAddress, account.SignupForm):
    """Address, public name and agreement."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["email"], EMAIL, _("Elle ne sera jamais montrée. Un code y sera envoyé."))
        self.fields["email"].error_messages["required"] = NO_EMAIL


class Code:
    """A code received by e-mail: spaces, dashes and whatever a copy brings along are forgiven."""

    marks = "none"
    label = _("Code reçu par e-mail")
    help_text = _("8 chiffres")

    fields: dict[str, Any]
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["code"], self.label, self.help_text, inputmode="numeric")
        self.fields["code"].error_messages["required"] = _("Recopiez le code que vous avez reçu.")

    def clean_code(self) -> str:
        """Check the digits alone."""
        typed = self.cleaned_data["code"]  # type: ignore[attr-defined]  # of the form this is mixed in
        self.cleaned_data["code"] = "".join(sign for sign in typed if sign.isdecimal())  # type: ignore[attr-defined]  # likewise
        return super().clean_code()  # type: ignore[misc,no-any-return]  # likewise


class SignInCode(Code, account.ConfirmLoginCodeForm):
    """The code that signs in."""


class AddressCode(Code, account.ConfirmEmailVerificationCodeForm):
    """The code that confirms an address."""


class ResetCode(Code, account.ConfirmPasswordResetCodeForm):
    """The code that lets one choose a new password."""


class AskReset(account.ResetPasswordForm):
    """The address whose password is forgotten."""

    marks = "none"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["email"], EMAIL)
        self.fields["email"].error_messages["required"] = NO_EMAIL


class NewPassword:
    """One new password, typed once: a code by e-mail makes up for a slip."""

    marks = "none"
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2")
        reword(self.fields["password1"], NEW_PASSWORD, NEW_PASSWORD_HELP)


class ResetPassword(NewPassword, account.ResetPasswordKeyForm):
    """A new password after a code."""


class SetPassword(NewPassword, account.SetPasswordForm):
    """A first password."""


class ChangePassword(NewPassword, account.ChangePasswordForm):
    """Another password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["oldpassword"], _("Mot de passe actuel"))


class ConfirmPassword(account.ReauthenticateForm):
    """The password again, before a serious gesture."""

    marks = "none"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["password"], PASSWORD)


class NewAddress(ForAddress, account.AddEmailForm):
    """The address to change to."""

    marks = "none"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self.fields["email"],
            _("Nouvelle adresse e-mail"),
            _("Un code y sera envoyé. Votre adresse actuelle reste valable tant que vous ne l’avez pas recopié."),
        )
        self.fields["email"].error_messages["required"] = NO_EMAIL


class AppCode(Code):
    """A code of the authenticator application, or one of the spare codes."""

    label = _("Code de votre application")
    help_text = _("6 chiffres. Sans votre téléphone : un de vos codes de secours.")


class SecondFactor(AppCode, mfa.AuthenticateForm):
    """The second step of signing in."""


class ConfirmSecondFactor(AppCode, mfa.ReauthenticateForm):
    """The second factor again, before a serious gesture."""


class TurnOnSecondFactor(AppCode, ActivateTOTPForm):
    """The first code of the application, which proves that it is set."""

    help_text = _("6 chiffres, qui changent toutes les 30 secondes")
