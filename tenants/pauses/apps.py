"""Declares the application: what is refused meanwhile, what pages say, the line of the console's menu."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PausesConfig(AppConfig):
    """The platform read-only."""

    name = "tenants.pauses"
    label = "pauses"

    def ready(self) -> None:
        """Declare them."""
        from platform_core.access.permissions import register_limit
        from platform_core.web.menus import Entry, register
        from platform_core.web.notices import register_notices
        from tenants.pauses import permissions  # noqa: F401 (declares it)
        from tenants.pauses.limit import pause_new, refuse
        from tenants.pauses.notices import notices
        from tenants.spaces.registry import on_opening

        register_limit("pause", refuse)
        register_notices("pauses", notices)
        on_opening("pauses", pause_new)
        register(
            Entry(
                menu="operator",
                label=_("Lecture seule"),
                url_name="pauses:page",
                icon="lock",
                group=_("Veiller"),
                order=60,
            )
        )
