"""Reads of pages."""

from __future__ import annotations

from platform_core.pages.models import Page


def missing_pages() -> list[Page]:
    """Return the required pages that are not complete yet."""
    return list(Page.objects.filter(is_required=True, is_complete=False))
