"""Addresses of sign-in and of what protects an account: allauth's views and names, at French and stable paths.

Mounted under `/compte/` in a space and under `/operateur/compte/` on the platform.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as app
from django.urls import path

from platform_core.accounts.views.profile import sign_out_everywhere
from platform_core.accounts.views.signing_in import SignIn, SpareCodes, TurnOnSecondFactor, ask_code, refused

FORGOTTEN = "mot-de-passe/oublie"
SECOND = "double-securite"

urlpatterns = [
    path("connexion/", refused(SignIn.as_view()), name="account_login"),
    path("connexion/code/", ask_code, name="account_request_login_code"),
    path("code/", refused(account.confirm_login_code), name="account_confirm_login_code"),
    path("inscription/", refused(account.signup), name="account_signup"),
    path("inscription/code/", refused(account.email_verification_sent), name="account_email_verification_sent"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("deconnexion/partout/", sign_out_everywhere, name="account_sign_out_everywhere"),
    path("suspendu/", account.account_inactive, name="account_inactive"),
    path("verification/", refused(account.reauthenticate), name="account_reauthenticate"),
    path("adresse/", refused(account.email), name="account_email"),
    path("mot-de-passe/", refused(account.password_change), name="account_change_password"),
    path("mot-de-passe/choisir/", refused(account.password_set), name="account_set_password"),
    path(f"{FORGOTTEN}/", refused(account.password_reset), name="account_reset_password"),
    path(
        f"{FORGOTTEN}/code/", refused(account.confirm_password_reset_code), name="account_confirm_password_reset_code"
    ),
    path(f"{FORGOTTEN}/nouveau/", refused(account.complete_password_reset), name="account_complete_password_reset"),
    path(f"{FORGOTTEN}/change/", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path(f"{SECOND}/", mfa.index, name="mfa_index"),
    path(f"{SECOND}/code/", refused(mfa.authenticate), name="mfa_authenticate"),
    path(f"{SECOND}/verification/", refused(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(f"{SECOND}/application/", refused(TurnOnSecondFactor.as_view()), name="mfa_activate_totp"),
    path(f"{SECOND}/application/retirer/", refused(app.deactivate_totp), name="mfa_deactivate_totp"),
    path(f"{SECOND}/codes-de-secours/", SpareCodes.as_view(), name="mfa_view_recovery_codes"),
    path(f"{SECOND}/codes-de-secours/nouveaux/", spare.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        f"{SECOND}/codes-de-secours/telecharger/",
        spare.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
