"""Pages as visitors read them are kept for a few seconds, so that a crowd costs little more than one reader.

Only what is the same for everybody is kept: a page asked for without any cookie but that of the language, answered without
setting one. A form carries a token of its reader's, hence a cookie, hence is never kept. Whoever is signed in, or holds a
token, always gets a page made for them, which no cache on the way may keep.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeGuard

import structlog
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from redis.exceptions import RedisError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

log = structlog.get_logger(__name__)
LARGEST = 256 * 1024  # bytes of a page that is kept
PERSONAL = ("Authorization", "HX-Request", "If-None-Match", "Range")  # headers that change the answer


class VisitorMiddleware:
    """Answers visitors from the pages kept in their space (settings.VISITOR_PAGE_SECONDS; 0 keeps none).

    It stands where the space is known and before anything that reads a session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page kept, or the one made now."""
        if not settings.VISITOR_PAGE_SECONDS or not is_anybody(request):
            return private(self.get_response(request))
        key = key_of(request)
        kept = read(key)
        if kept is not None:
            return kept
        response = self.get_response(request)
        if is_for_all(response):
            write(key, response)
        return private(response)


def is_anybody(request: HttpRequest) -> bool:
    """Tell whether nothing in a request says who asks."""
    return (
        request.method == "GET"
        and not set(request.COOKIES) - {settings.LANGUAGE_COOKIE_NAME}
        and not any(header in request.headers for header in PERSONAL)
        and not getattr(getattr(request, "space", None), "is_closed", False)  # closed since the page was kept
    )


def is_for_all(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Tell whether an answer is a whole page that says nothing of its reader and asks for no care of its own."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200  # noqa: PLR2004 (a status of HTTP)
        and response.headers.get("Content-Type", "").startswith("text/html")
        and not response.cookies
        and "Cache-Control" not in response.headers
        and len(response.content) <= LARGEST
    )


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Keep pages made for one person out of the caches on the way (those that say more keep what they say)."""
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def key_of(request: HttpRequest) -> str:
    """Return the key of a page in the cache; the schema's name is put before it, as before every key."""
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    told = f"{request.get_host()}\n{request.get_full_path()}\n{language}"
    return f"visitor:{hashlib.sha256(told.encode()).hexdigest()}"


def read(key: str) -> HttpResponse | None:
    """Return the page kept under a key; without the cache there is none, and the site goes on."""
    try:
        kept = cache.get(key)
    except RedisError as error:
        log.warning("visitor_pages_away", error=type(error).__name__)
        return None
    return HttpResponse(kept[0], headers=kept[1]) if kept else None


def write(key: str, response: HttpResponse) -> None:
    """Keep a page; one that cannot be kept is made again for the next visitor."""
    response.headers.setdefault("Cache-Control", "private, no-cache")
    try:
        cache.set(key, (response.content, dict(response.headers)), timeout=settings.VISITOR_PAGE_SECONDS)
    except RedisError as error:
        log.warning("visitor_pages_away", error=type(error).__name__)
