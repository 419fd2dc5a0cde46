"""How a view is described: reading what is public needs no token."""

from __future__ import annotations

from drf_spectacular.openapi import AutoSchema as Stock
from rest_framework.permissions import SAFE_METHODS

from platform_core.access.views import Access


class AutoSchema(Stock):
    """Says of each operation whether one has to be known."""

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Return the ways of being known; an empty one where nobody asks."""
        ways: list[dict[str, list[str]]] = super().get_auth()
        access = getattr(self.view, "access", None)
        if self.method in SAFE_METHODS and isinstance(access, Access) and access.audience == "public":
            return [{}, *ways]
        return ways
