"""What higher layers add to pages of accounts: a template, and what it needs.

Places: `profile` (the first page of one's account), `security` (how it is protected), `sign_in` (signing in and up),
`entrance` (the team's page of who may come in).

A whole page is added to the menu `account` instead (`platform_core.web.menus`), and extends `accounts/base_account.html`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class Section:
    """A part of the page. `prepare(request)` returns what the template reads; `None` leaves the part out."""

    name: str
    template: str
    prepare: Callable[[HttpRequest], dict[str, Any] | None]
    order: int = 50
    place: str = "profile"


_sections: dict[str, Section] = {}


def register_section(section: Section) -> None:
    """Add a part (an `apps.py` calls this); the same name again replaces it."""
    _sections[section.name] = section


def sections_for(request: HttpRequest, place: str = "profile") -> list[dict[str, Any]]:
    """Return the parts to show at a place, each with its `template` and its own values."""
    found = []
    here = [one for one in _sections.values() if one.place == place]
    for section in sorted(here, key=lambda one: one.order):
        values = section.prepare(request)
        if values is not None:
            found.append({"template": section.template, **values})
    return found
