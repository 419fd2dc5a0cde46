"""The language of the pages: the space's own, or the one a person chose. Never guessed from the browser.

What people write in a space is in its language; a page half in another one helps nobody who did not ask for it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from platform_core import scope

MAIN = "fr"


def offered() -> list[tuple[str, str]]:
    """Return the languages (code, name) that people may choose here: French always, others as the space decides."""
    here = scope.current()
    return [(code, name) for code, name in settings.LANGUAGES if code in {MAIN, here.language, *here.languages}]


class LanguageMiddleware:
    """Shows the pages in the language of the person's choice (a cookie), else in the one of the space."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in dict(offered()):
            chosen = translation.get_language() or settings.LANGUAGE_CODE  # set when the space was entered
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", chosen)
            return response
