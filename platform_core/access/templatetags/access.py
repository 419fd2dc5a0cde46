"""`{% may "slice.verb" obj as denial %}`: ask a permission in a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from platform_core.access import permissions

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: Context, name: str, *on: object) -> permissions.Denial | None:
    """Return `None` when the person looking at the page may, else the denial with its reason."""
    return permissions.may(name, context["request"].user, *on)


@register.simple_tag(takes_context=True)
def has_role(context: Context, *roles: str) -> bool:
    """Tell whether the person looking at the page has one of the roles."""
    return bool(set(roles) & set(getattr(context["request"].user, "roles", ())))
