"""`{% account_sections "sign_in" as sections %}`: the parts that higher layers add to a page of accounts."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from platform_core.accounts.sections import sections_for

register = template.Library()


@register.simple_tag(takes_context=True)
def account_sections(context: Context, place: str) -> list[dict[str, Any]]:
    """Return the parts to show at a place, each with its `template`."""
    return sections_for(context["request"], place)
