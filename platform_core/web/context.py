"""What every template may read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def common(request: HttpRequest) -> dict[str, Any]:
    """Give the space (or the platform) and the address of the apex site."""
    return {
        "space": getattr(request, "space", None),
        "apex_url": f"{settings.SCHEME}://{settings.APEX_HOST}/",
        "is_demo": getattr(settings, "DEMO", False),
    }
