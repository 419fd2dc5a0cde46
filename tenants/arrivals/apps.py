"""Declares the application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArrivalsConfig(AppConfig):
    """Spaces that come from an archive."""

    name = "tenants.arrivals"
    label = "arrivals"

    def ready(self) -> None:
        """Declare permissions, tasks, consumers and the line of the console's menu."""
        from platform_core.web.menus import Entry, register
        from tenants.arrivals import consumers, permissions, tasks  # noqa: F401 (they declare themselves)

        register(
            Entry(
                menu="operator",
                label=_("Importer un espace"),
                url_name="arrivals:page",
                icon="upload",
                group=_("Espaces"),
                order=34,
            )
        )
