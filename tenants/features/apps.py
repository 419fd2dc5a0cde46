"""Declares the application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeaturesConfig(AppConfig):
    """The two keys of what a space may do."""

    name = "tenants.features"
    label = "features"

    def ready(self) -> None:
        """Declare the permissions and the line of the menu."""
        from platform_core.access.roles import Role
        from platform_core.web import menus
        from tenants.features import permissions  # noqa: F401 (declares them)

        menus.register(
            menus.Entry(
                menu="team",
                label=_("Façons de participer"),
                url_name="features:page",
                icon="settings",
                group=_("Réglages"),
                order=84,
                shown=menus.for_roles(Role.ADMINISTRATOR),
            )
        )
