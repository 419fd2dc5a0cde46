"""Declares the application: what it watches, its permission, its task, its line of the console's menu."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HealthConfig(AppConfig):
    """The health of the platform."""

    name = "tenants.health"
    label = "health"

    def ready(self) -> None:
        """Declare them."""
        from platform_core.web.menus import Entry, register
        from tenants.health import permissions, tasks  # noqa: F401 (declare themselves)
        from tenants.health.checks import register_checks

        register_checks()
        register(
            Entry(
                menu="operator",
                label=_("Santé"),
                url_name="health:page",
                icon="heart",
                group=_("Veiller"),
                order=38,
            )
        )
