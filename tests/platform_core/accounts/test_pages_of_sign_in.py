"""Every page and template that allauth can show is ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import allauth
import pytest
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from platform_core.accounts.models import User
from platform_core.accounts.notices import BY_TEMPLATE, letter_for
from platform_core.accounts.sign_in_urls import urlpatterns
from tenants.spaces.models import Space
from tests import making

THEIRS = Path(allauth.__file__).parent / "templates"
OURS = settings.BASE_DIR / "platform_core" / "accounts" / "templates"
# Templates of what is not switched on: confirmation by a link, telephone, passkeys, trusted browsers; and the bases that
# only allauth's own pages extend. Asking for a code is the sign-in page.
NOT_SHOWN = {
    "account/confirm_phone_verification_code.html", "account/email.html", "account/email_confirm.html",
    "account/password_reset_done.html", "account/phone_change.html", "account/request_login_code.html",
    "account/signup_by_passkey.html", "account/verification_sent.html", "account/verified_email_required.html",
    "account/messages/phone_verification_sent.txt", "account/messages/phone_verified.txt", "mfa/trust.html",
    "mfa/messages/webauthn_added.txt", "mfa/messages/webauthn_removed.txt",
    "mfa/recovery_codes/base.html", "mfa/totp/base.html",
}  # fmt: skip
NOT_SENT = {
    "account/email/base", "account/email/password_reset_key",
    "mfa/email/webauthn_added", "mfa/email/webauthn_removed",
}  # fmt: skip


def shown() -> list[str]:
    names = [
        path.relative_to(THEIRS).as_posix()
        for app in ("account", "mfa")
        for path in sorted((THEIRS / app).rglob("*.*"))
    ]
    parts = ("/email/", "/snippets/", "webauthn/", "/base_")
    return [name for name in names if name not in NOT_SHOWN and not any(part in name for part in parts)]


def sent() -> set[str]:
    files = [path for app in ("account", "mfa") for path in (THEIRS / app / "email").glob("*_message.txt")]
    return {path.relative_to(THEIRS).as_posix().removesuffix("_message.txt") for path in files} - NOT_SENT


@pytest.mark.parametrize("name", shown())
def test_a_template_of_allauth_is_replaced(name: str) -> None:
    found: Any = get_template(name)
    assert Path(found.origin.name).is_relative_to(OURS)


def test_a_letter_stands_for_each_mail_of_allauth(space: Space) -> None:
    assert sent() == BY_TEMPLATE.keys()
    facts = {"email": "a@example.org", "code": "12345678", "from_email": "b@example.org", "to_email": "c@example.org"}
    letters = [letter_for(name, **facts) for name in BY_TEMPLATE]
    assert all(letter.subject and len(letter.paragraphs) >= 2 for letter in letters)
    assert [letter for letter in letters if "%(" in "".join([letter.subject, *letter.paragraphs])] == []


PAGES = [pattern.name for pattern in urlpatterns if pattern.name != "mfa_download_recovery_codes"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_sign_in_is_in_our_design(visit: making.Visit, name: str) -> None:
    browsers = [visit(), visit(making.make_user("membre@example.org"))]
    passwordless = making.make_user("sans@example.org")
    passwordless.set_unusable_password()
    passwordless.save()
    browsers.append(visit(passwordless))
    answers = [browser.get(reverse(name)) for browser in browsers]
    for answer in answers:
        assert answer.status_code in {200, 302, 403, 404, 405}
        if answer.status_code == 200:
            page = answer.content.decode()
            assert 'class="skip-link"' in page
            assert 'lang="fr"' in page
            assert page.count("<h1") == 1


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_sign_in_is_there_for_operators(platform: None, name: str) -> None:
    browser = making.operator_browser()
    answer = browser.get(reverse(name, urlconf=settings.PUBLIC_SCHEMA_URLCONF))
    assert answer.status_code in {200, 302, 405}
    assert "/operateur/compte/" in reverse(name, urlconf=settings.PUBLIC_SCHEMA_URLCONF)


def test_nobody_signs_up_on_the_platform(platform: None) -> None:
    browser = making.operator_browser()
    page = browser.get("/operateur/compte/inscription/")
    assert "On ne s’inscrit pas ici" in page.content.decode()
    browser.post("/operateur/compte/inscription/", {"email": "x@example.org", "public_name": "X", "agreement": "on"})
    assert not User.objects.filter(email="x@example.org").exists()
