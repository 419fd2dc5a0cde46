"""The banners above the pages of a team. They read the row of the space, which the request has: no statement."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest

from platform_core.access import may
from platform_core.access.middleware import declared_access
from platform_core.web.notices import Notice
from tenants.announcements.showing import banners
from tenants.spaces.models import Space


def notices(request: HttpRequest) -> Iterator[Notice]:
    """Show to somebody of the team, on pages of the team, what operators say and this person did not put away."""
    here, person = getattr(request, "space", None), getattr(request, "user", None)
    if not isinstance(here, Space) or not here.banners or person is None or not _on_team_page(request):
        return
    if may("announcements.put_away", person) is None:
        for banner in banners(here, person.pk):
            yield Notice(template="announcements/banner.html", values={"banner": banner})


def _on_team_page(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    access = declared_access(match.func, match.view_name)
    return access is not None and access.audience == "team"
