"""Declares the application: consumers, the banner, the line of the team's menu."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LifecycleConfig(AppConfig):
    """The life of a space."""

    name = "tenants.lifecycle"
    label = "lifecycle"

    def ready(self) -> None:
        """Declare them."""
        from platform_core.access.roles import Role
        from platform_core.web.menus import Entry, for_roles, register
        from platform_core.web.notices import register_notices
        from tenants.lifecycle import consumers, permissions  # noqa: F401 (declare themselves)
        from tenants.lifecycle.letters import FATE
        from tenants.lifecycle.notices import notices

        register_notices("lifecycle", notices)
        register(
            Entry(
                menu="team",
                label=_("Vie de l’espace"),
                url_name=FATE,
                icon="building",
                group=_("Réglages"),
                order=95,
                shown=for_roles(Role.ADMINISTRATOR),
            )
        )
