"""How the console writes sizes, states and details."""

from __future__ import annotations

from typing import Any

from django import template

from tenants.console.measures import size_in_words
from tenants.console.wording import detail_lines

register = template.Library()
TONES = {
    "active": "success",
    "preparing": "info",
    "done": "success",
    "suspended": "warning",
    "archived": "info",
    "scheduled": "danger",
    "held": "warning",
    "provisioning": "info",
    "accepted": "info",
    "failed": "danger",
    "refused": "danger",
    "deleted": "",
}

register.filter("size", size_in_words)
register.filter("detail_lines", detail_lines)


@register.filter
def tone(state: str) -> str:
    """Return the colour of a state's badge."""
    return TONES.get(state, "")


@register.inclusion_tag("console/space_name.html")
def space_name(chosen: Any) -> dict[str, Any]:
    """Write the name of a space as a link to its page; its direction cannot change that of the page."""
    return {"chosen": chosen}
