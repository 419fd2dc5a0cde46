"""Declares the application: permissions, the limit of support, the banner, the line of the team's menu."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    """Operators inside spaces."""

    name = "tenants.support"
    label = "support"

    def ready(self) -> None:
        """Declare them."""
        from platform_core.access.permissions import register_limit
        from platform_core.access.roles import TEAM
        from platform_core.web.menus import Entry, for_roles, register
        from platform_core.web.notices import register_notices
        from tenants.support.notices import notices
        from tenants.support.permissions import keep_apart

        register_limit("support", keep_apart)
        register_notices("support", notices)
        register(
            Entry(
                menu="team",
                label=_("Assistance"),
                url_name="support:list",
                icon="help",
                group=_("Réglages"),
                order=90,
                shown=for_roles(*TEAM),
            )
        )
