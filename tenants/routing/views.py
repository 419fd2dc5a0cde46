"""What the proxy asks the platform."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from platform_core.access import public
from tenants.spaces.queries import domain_at

LONGEST = 253  # characters of a host name (RFC 1035)


@public
@never_cache
@require_safe
def tls(request: HttpRequest) -> HttpResponse:
    """Tell the proxy whether to ask for a certificate for `?domain=`: 200 for the apex and for a space that answers.

    Everything else is 404. A suspended space answers, and one in preparation: their visitors must be able to read that they are closed, their teams to come in; a former host
    answers too, to lead to the new one. One query at
    most, no session, no cache: it cannot be made to cost more by asking for many names.
    """
    domain = request.GET.get("domain", "")[: LONGEST + 1].lower().rstrip(".")
    known = domain == settings.APEX_DOMAIN or (0 < len(domain) <= LONGEST and "\0" not in domain and domain_at(domain))
    return HttpResponse(status=200 if known else 404, content_type="text/plain")
