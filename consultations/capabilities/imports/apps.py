"""Declares the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    """Files brought in by teams."""

    name = "consultations.capabilities.imports"
    label = "imports"

    def ready(self) -> None:
        """Declare permissions, the worker's part and the team's menu line."""
        from consultations.capabilities.imports import consumers, permissions  # noqa: F401 (declares them)
        from platform_core.access.roles import Role
        from platform_core.web.menus import Entry, for_roles, register

        register(
            Entry(
                menu="team",
                label=_("Importer"),
                url_name="imports:home",
                icon="upload",
                group=_("Données"),
                order=80,
                shown=for_roles(Role.ADMINISTRATOR),
            )
        )
