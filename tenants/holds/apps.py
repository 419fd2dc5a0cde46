"""Declares the application: what keeps a space, permissions, the line of the console's menu."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HoldsConfig(AppConfig):
    """Legal holds."""

    name = "tenants.holds"
    label = "holds"

    def ready(self) -> None:
        """Declare them."""
        from platform_core.web.menus import Entry, register
        from tenants.holds import permissions  # noqa: F401 (declares them)
        from tenants.holds.queries import kept
        from tenants.spaces.registry import keep_from_deletion

        keep_from_deletion("hold", kept)
        register(
            Entry(
                menu="operator",
                label=_("Conservation légale"),
                url_name="holds:page",
                icon="lock",
                group=_("Espaces"),
                order=36,
            )
        )
