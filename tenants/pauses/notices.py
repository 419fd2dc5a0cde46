"""What every page says while the platform is read-only."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from platform_core.access import roles_of
from platform_core.access.roles import Role
from platform_core.web.notices import Notice
from tenants.pauses.queries import pause_of_request
from tenants.spaces.models import Space


def notices(request: HttpRequest) -> Iterator[Notice]:
    """Say it to everybody in spaces; in the console, to operators, with the way to end it."""
    here, person = getattr(request, "space", None), getattr(request, "user", None)
    title = _("Lecture seule pour le moment")
    if isinstance(here, Space):
        if here.paused:
            yield Notice(kind="warning", title=title, text=here.paused)
    elif person is not None and Role.OPERATOR in roles_of(person):
        now = pause_of_request()
        if now is not None:
            url, label = reverse("pauses:page"), _("Lever la lecture seule")
            yield Notice(kind="warning", title=title, text=now.reason, url=url, link_label=label)
