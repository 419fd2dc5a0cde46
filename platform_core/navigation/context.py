"""What the templates read: `team_nav`, `operator_nav` and `account_nav`, each a list of groups of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from platform_core.access.actors import roles_of
from platform_core.navigation.registry import items

if TYPE_CHECKING:
    from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Build a menu only when a template asks for it."""
    if not hasattr(request, "user"):
        return {}
    return {
        f"{menu}_nav": SimpleLazyObject(lambda menu=menu: build(menu, request))
        for menu in ("team", "operator", "account")
    }


def build(menu: str, request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of a menu, with the lines that this person may open."""
    mine = roles_of(request.user)
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in items(menu):
        if item.roles and not mine & item.roles:
            continue
        url = reverse(item.url_name)
        line = {
            "label": item.label,
            "url": url,
            "icon": item.icon,
            "current": request.path.startswith(url),
            "count": item.count() if item.count else None,
        }
        groups.setdefault(str(item.group), []).append(line)
    return [{"label": label, "items": lines} for label, lines in groups.items()]
