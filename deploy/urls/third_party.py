"""The written list of views that are not ours, and to whom each is open. One that is not here is refused."""

from __future__ import annotations

from platform_core.access.views import Access

PUBLIC = Access("public")
SIGNED_IN = Access("signed_in")
# Open even while a space is closed to all but its team: one signs in to read, to undo, to have one's own data.
SIGN_IN = Access("public", when_closed=True)
PROVE = Access("signed_in", when_closed=True)

ACCESS = {
    "account_logout": SIGN_IN,
    "account_signup": PUBLIC,
    "account_inactive": SIGN_IN,
    "account_confirm_login_code": SIGN_IN,
    "account_email_verification_sent": PUBLIC,
    "account_reset_password": SIGN_IN,
    "account_confirm_password_reset_code": SIGN_IN,
    "account_complete_password_reset": SIGN_IN,
    "account_password_reset_completed": SIGN_IN,
    "account_reauthenticate": PROVE,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_email": SIGNED_IN,
    "mfa_authenticate": SIGN_IN,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": PROVE,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
}
