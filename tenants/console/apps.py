"""Declares the application: permissions, consumers, what goes when a space is deleted, the lines of the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from tenants.spaces.models import Space


class ConsoleConfig(AppConfig):
    """The operator's console."""

    name = "tenants.console"
    label = "console"

    def ready(self) -> None:
        """Declare them."""
        from tenants.console import permissions  # noqa: F401 (declares them)
        from tenants.spaces.registry import on_deletion

        on_deletion("health", forget_health)
        register_menu()


def register_menu() -> None:
    """Add the pages of the console to its menu."""
    from platform_core.web.menus import Entry, register

    watch, spaces = _("Veiller"), _("Espaces")
    lines: list[tuple[Any, str, str, Any, Callable[[HttpRequest], int] | None]] = [
        (_("Tableau de bord"), "dashboard", "home", "", None),
        (_("Demandes"), "requests", "mail", spaces, held),
        (_("Tous les espaces"), "spaces", "building", spaces, None),
        (_("Suppressions"), "deletions", "trash", spaces, None),
        (_("Échecs"), "failures", "warning", watch, failed),
        (_("Journal"), "journal", "list", watch, None),
    ]
    for rank, (label, page, icon, group, count) in enumerate(lines, start=1):
        order, name = 10 * rank, f"console:{page}"
        register(Entry(menu="operator", label=label, url_name=name, icon=icon, group=group, order=order, count=count))


def held(request: HttpRequest) -> int:
    """Count the requests that wait for a decision."""
    from tenants.console.queries.waiting import waiting

    return waiting(request).held


def failed(request: HttpRequest) -> int:
    """Count what failed and can be relaunched."""
    from tenants.console.queries.waiting import waiting

    return waiting(request).failed_jobs + waiting(request).failed_builds


def forget_health(space: Space) -> None:
    """Remove what was seen of a deleted space."""
    from tenants.console.models import SpaceHealth
    from tenants.spaces.scopes import platform

    with platform():
        SpaceHealth.objects.filter(space=space).delete()
