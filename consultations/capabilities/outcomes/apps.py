"""Declares the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutcomesConfig(AppConfig):
    """Official answers."""

    name = "consultations.capabilities.outcomes"
    label = "outcomes"

    def ready(self) -> None:
        """Declare the permissions, and the team's menu line."""
        from consultations.capabilities.outcomes import api, permissions  # noqa: F401 (permissions declares them)
        from platform_core.access.roles import Role
        from platform_core.web.menus import Entry, for_roles, register

        api.declare()
        register(
            Entry(
                menu="team",
                label=_("Réponses officielles"),
                url_name="outcomes:list",
                icon="comment",
                group=_("Échanger"),
                order=45,
                shown=for_roles(Role.ADMINISTRATOR),
            )
        )
