"""What a person's browser keeps for an anonymous survey: the only thing that leads back to their sheet."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from consultations.modalities.surveys.models import Survey

LASTS = 400 * 24 * 3600  # seconds: the longest that browsers keep a cookie
BYTES = 32


def secret_of(request: HttpRequest, survey: Survey) -> str:
    """Return the secret that this browser keeps for a survey, "" when there is none. It is nowhere on the server."""
    return request.COOKIES.get(_name(survey), "") if survey.is_anonymous else ""


def keep_secret(request: HttpRequest, response: HttpResponse, survey: Survey) -> None:
    """Give the browser a secret for an anonymous survey, when it has none yet."""
    if survey.is_anonymous and not secret_of(request, survey):
        response.set_cookie(
            _name(survey),
            secrets.token_urlsafe(BYTES),
            max_age=LASTS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _name(survey: Survey) -> str:
    return f"{settings.PREFIX}enquete-{survey.pk}"
