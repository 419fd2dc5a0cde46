"""Declares the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """What the API has in common: tokens, authentication, errors, pages, limits."""

    name = "platform_core.api"
    label = "api"

    def ready(self) -> None:
        """Declare the permissions, and the line of the account's menu."""
        from platform_core.accounts.personal_data import DELETE, PersonalData, register_personal_data
        from platform_core.api import permissions  # noqa: F401 (declares them)
        from platform_core.web.menus import Entry, register

        register(Entry(menu="account", label=_("Jetons d’accès"), url_name="tokens:list", icon="lock", order=80))
        register_personal_data(
            PersonalData("api.ApiToken", "owner", _("Jetons d’accès"), DELETE),
            PersonalData("api.KeptAnswer", "owner", _("Demandes de programmes, gardées un jour"), DELETE),
        )
