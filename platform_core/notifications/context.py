"""What the header of every page reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from platform_core.notifications.queries import COUNTED
from platform_core.scope import PLATFORM
from platform_core.web.counters import counted

if TYPE_CHECKING:
    from django.http import HttpRequest


def unread(request: HttpRequest) -> dict[str, Any]:
    """Give the address of one's notifications and how many are unread, counted only when the header is shown to
    someone signed in to a space.
    """
    here = getattr(request, "space", None)
    if getattr(here, "schema_name", PLATFORM) == PLATFORM or not hasattr(request, "user"):
        return {}
    return {
        "notifications_url": reverse("notifications:list"),
        "unread_notifications": SimpleLazyObject(lambda: _figure(request)),
    }


def _figure(request: HttpRequest) -> Any:
    found = counted(request, "notifications")
    return f"{COUNTED}+" if found > COUNTED else found
