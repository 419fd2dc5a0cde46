"""Be the application of codes of somebody's telephone."""

from __future__ import annotations

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client


def code_now(secret: str, later: int = 0) -> str:
    """Return the code that the application shows, or the one `later` steps of 30 seconds after."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later)))


def secret_on(page: str) -> str:
    found = re.search(r'<code class="secret">([A-Z2-7]+)</code>', page)
    assert found
    return found[1]


def turn_on(browser: Client, path: str = "/compte/double-securite/application/") -> tuple[str, str]:
    """Set the second factor by its page; return the secret and where one is sent."""
    secret = secret_on(browser.get(path).content.decode())
    answer = browser.post(path, {"code": code_now(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret, answer["Location"]
