"""The founder's page, found by its secret address: what becomes of the request, then the way into the space."""

from __future__ import annotations

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from platform_core.access import public
from platform_core.errors import RuleBroken
from tenants.opening import operations
from tenants.opening.founder import sign_in_url
from tenants.opening.models import SpaceRequest, State
from tenants.opening.queries import request_of_token, stages


@public
@never_cache
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Show where the request is; while the space is being built, htmx asks again every two seconds."""
    found = _request(token)
    context = {"found": found, "token": token, "stages": stages(found), "states": State}
    if found.space:
        context |= {"sign_in_url": sign_in_url(found.space)}
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx's middleware
        return render(request, "opening/follow.html#avancement", context)
    answer = render(request, "opening/follow.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return _with_form_to(found, request, answer)


@public
@require_POST
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Lead the founder into the space by an address that works once."""
    found = _request(token)
    try:
        return redirect(operations.enter_space(by=request.user, request=found))
    except RuleBroken as error:
        messages.info(request, error.message)
        return redirect("opening:follow", token)


def _request(token: str) -> SpaceRequest:
    found = request_of_token(token)
    if found is None or found.being_written:
        raise Http404
    return found


def _with_form_to(found: SpaceRequest, request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Let this page's button lead to the new space: the strict policy of other pages keeps forms on their own host."""
    if found.space is None:
        return answer
    allowed = csp_update({"form-action": [found.space.url.rstrip("/")]})
    return allowed(lambda _request: answer)(request)  # type: ignore[return-value]  # typed for any kind of answer
