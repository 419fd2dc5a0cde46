"""Announcements in a space: what the operators said to its team, and putting a banner away."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from platform_core.access import team
from tenants.announcements.operations import put_away
from tenants.announcements.queries import said_to
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform

PER_PAGE = 20


def here(request: HttpRequest) -> Space:
    """Return the space one is in."""
    space: Space = request.space  # type: ignore[attr-defined]  # set by the middleware
    return space


@team()
def announcement_list(request: HttpRequest) -> HttpResponse:
    """List what the operators said to this team, put away or not."""
    with platform():
        page_obj = Paginator(said_to(here(request)), PER_PAGE).get_page(request.GET.get("page"))
        page_obj.object_list = list(page_obj.object_list)
    return render(request, "announcements/team_list.html", {"page_obj": page_obj})


@team()
@require_POST
def away(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a banner away, and go back to the page where it was."""
    put_away(by=request.user, space=here(request), key=key)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("announcements:list")
    return redirect(back)
