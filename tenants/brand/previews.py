"""The home page with values that are not saved yet, for the one person who is trying them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.http import HttpRequest

from platform_core.access import may
from tenants.spaces.models import Space

KEPT = "brand_preview"  # in the session
PARAMETER = "apercu"
FIELDS = frozenset({"name", "tagline", "accent", "font", "home_blocks"})


def keep(request: HttpRequest, values: Mapping[str, Any]) -> str:
    """Remember what is tried, and return the address that shows the home page with it."""
    request.session[KEPT] = {name: value for name, value in values.items() if name in FIELDS}
    return f"/?{PARAMETER}=1"


def show_as_tried(request: HttpRequest) -> bool:
    """Make the page of this request the one that the person is trying; tell whether it is so."""
    if PARAMETER not in request.GET or may("brand.edit", request.user) is not None:
        return False
    values = request.session.get(KEPT)
    if not isinstance(values, dict):
        return False
    space: Space = copy(request.space)  # type: ignore[attr-defined]  # the middleware adds it
    for name in FIELDS & values.keys():
        setattr(space, name, values[name])
    request.space = space  # type: ignore[attr-defined]  # what templates read
    return True
