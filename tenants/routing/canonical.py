"""One main address for each space: its other hosts lead there, keeping the path."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from tenants.spaces.models import Space

# Open at every host of a space: were the main one to stop working, its team comes back here to choose another.
WAY_BACK = ("/equipe/adresse/", "/compte/")
ONE_CLICK = "One-Click"  # RFC 8058: the answer to this request must not be a redirect
KEPT = 30 * 24 * 3600  # seconds that a browser remembers to ask for a domain of a space in HTTPS alone


def elsewhere(request: HttpRequest, space: Space, host: str, *, former: bool = False) -> HttpResponse | None:
    """Return the redirect to the main address; None at that address, and for what must be answered where it was asked.

    301 to read, 308 (which keeps the method and the body) for all else. Never kept by a browser: the team may change its
    mind, and two kept redirects would turn in circles. A `former` host, after a change of address, leads there whatever
    the page.
    """
    if host == space.main_name or unsubscribes(request) or (not former and request.path.startswith(WAY_BACK)):
        return None
    answer = HttpResponsePermanentRedirect(f"{settings.SCHEME}://{space.host}{request.get_full_path()}")
    if request.method not in {"GET", "HEAD"}:
        answer.status_code = 308
    answer.headers["Cache-Control"] = "no-store"
    return answer


def unsubscribes(request: HttpRequest) -> bool:
    """Tell whether a mail program unsubscribes its reader by the header of a letter written under another address."""
    return request.method == "POST" and request.POST.get("List-Unsubscribe") == ONE_CLICK


def in_https(request: HttpRequest, host: str, answer: HttpResponse) -> HttpResponse:
    """Ask browsers for HTTPS at this very host: a space does not decide for the other sites of its organiser's domain."""
    own = not host.endswith(f".{settings.APEX_DOMAIN}") and host != settings.APEX_DOMAIN
    if own and settings.SECURE_HSTS_SECONDS and request.is_secure():
        answer.headers["Strict-Transport-Security"] = f"max-age={KEPT}"
    return answer
