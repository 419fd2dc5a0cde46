"""What every template may read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from platform_core.scope import PLATFORM

if TYPE_CHECKING:
    from django.http import HttpRequest


def common(request: HttpRequest) -> dict[str, Any]:
    """Give the space (`None` on the platform's own pages) and the address of the apex site."""
    here = getattr(request, "space", None)
    return {
        "space": None if getattr(here, "schema_name", PLATFORM) == PLATFORM else here,
        "apex_url": f"{settings.SCHEME}://{settings.APEX_HOST}/",
        "is_demo": getattr(settings, "DEMO", False),
    }
