"""Show the pages in the language that a person chose."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponseBase

from platform_core.web.language import offered


def remember_language(answer: HttpResponseBase, language: str) -> None:
    """Leave the language in the cookie that Django's own language form uses."""
    if language in dict(offered()):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
            path=settings.LANGUAGE_COOKIE_PATH,
        )
