"""What a higher layer does after somebody signs out (leave a sign-in provider too).

`take(request)` is asked before the session is closed: it returns what the new, empty session must hold for the page that
comes next, nothing when there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

_registered: dict[str, tuple[str, Callable[[HttpRequest], dict[str, Any]]]] = {}


def register_leaving(name: str, page: str, take: Callable[[HttpRequest], dict[str, Any]]) -> None:
    """Have a page (the name of its address) come after signing out, when `take` returns something."""
    _registered[name] = (page, take)


def taken_along(request: HttpRequest) -> dict[str, Any]:
    """Return what the new session must hold."""
    return {key: value for _page, take in _registered.values() for key, value in take(request).items()}


def page_after(request: HttpRequest) -> str:
    """Return the name of the page that comes after signing out; empty when none asks for it."""
    return next((page for page, take in _registered.values() if take(request)), "")
