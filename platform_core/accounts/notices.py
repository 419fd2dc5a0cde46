"""Which of our letters stands for each template that allauth names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from platform_core.accounts import letters
from platform_core.accounts.letters import changed
from platform_core.accounts.queries import suspension_of
from platform_core.mail.letters import Letter

BY_TEMPLATE: dict[str, Callable[..., Letter]] = {
    "account/email/login_code": letters.sign_in_code,
    "account/email/email_confirmation_signup": letters.sign_up_code,
    "account/email/email_confirmation": letters.address_code,
    "account/email/password_reset_code": letters.reset_code,
    "account/email/unknown_account": letters.unknown_account,
    "account/email/account_already_exists": letters.account_already_exists,
    "account/email/email_changed": changed(
        _("L’adresse de votre compte a changé"),
        _("l’adresse de votre compte n’est plus %(from_email)s mais %(to_email)s."),
    ),
    "account/email/email_confirm": changed(_("Votre adresse est confirmée"), _("votre adresse est confirmée.")),
    "account/email/email_deleted": changed(
        _("Une adresse a été retirée de votre compte"), _("l’adresse %(deleted_email)s n’est plus à votre compte.")
    ),
    "account/email/password_changed": changed(
        _("Votre mot de passe a changé"), _("le mot de passe de votre compte a été changé.")
    ),
    "account/email/password_reset": changed(
        _("Votre mot de passe a changé"), _("un nouveau mot de passe a été choisi après l’envoi d’un code.")
    ),
    "account/email/password_set": changed(
        _("Votre compte a un mot de passe"), _("un mot de passe a été ajouté à votre compte.")
    ),
    "mfa/email/totp_activated": changed(
        _("La double sécurité est activée"), _("une application de codes protège maintenant votre compte.")
    ),
    "mfa/email/totp_deactivated": changed(
        _("La double sécurité est retirée"), _("l’application de codes ne protège plus votre compte.")
    ),
    "mfa/email/recovery_codes_generated": changed(
        _("Vos codes de secours ont changé"), _("de nouveaux codes de secours remplacent les précédents.")
    ),
}
ABOUT_AN_ADDRESS = {"account/email/unknown_account", "account/email/account_already_exists"}


def letter_for(template: str, **facts: Any) -> Letter:
    """Return the letter to write; raises `KeyError` for a template that nobody foresaw.

    Pages answer the same to all, so it is the letter, which only the owner of the address reads, that tells a
    suspended person so.
    """
    if template in ABOUT_AN_ADDRESS and (suspension := suspension_of(facts["email"])):
        return letters.suspended(suspension.reason)
    return BY_TEMPLATE[template](**facts)
