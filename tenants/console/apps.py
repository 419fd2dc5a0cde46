"""Declares the application: permissions, consumers, what goes when a space is deleted, the lines of the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest

    from tenants.spaces.models import Space


class ConsoleConfig(AppConfig):
    """The operator's console."""

    name = "tenants.console"
    label = "console"

    def ready(self) -> None:
        """Declare them."""
        from platform_core.web.menus import Entry, register
        from tenants.console import consumers, permissions  # noqa: F401 (declare themselves)
        from tenants.spaces.registry import on_deletion

        on_deletion("health", forget_health)
        watch, spaces = _("Veiller"), _("Espaces")
        register(
            Entry(menu="operator", label=_("Tableau de bord"), url_name="console:dashboard", icon="home", order=10),
            Entry(
                menu="operator",
                label=_("Demandes"),
                url_name="console:requests",
                icon="mail",
                group=spaces,
                order=20,
                count=held,
            ),
            Entry(
                menu="operator",
                label=_("Tous les espaces"),
                url_name="console:spaces",
                icon="building",
                group=spaces,
                order=30,
            ),
            Entry(
                menu="operator",
                label=_("Échecs"),
                url_name="console:failures",
                icon="warning",
                group=watch,
                order=40,
                count=failed,
            ),
            Entry(menu="operator", label=_("Journal"), url_name="console:journal", icon="list", group=watch, order=50),
        )


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
