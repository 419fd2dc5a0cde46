"""Declares the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """What the API has in common: tokens, authentication, errors, pages, limits."""

    name = "platform_core.api"
    label = "api"

    def ready(self) -> None:
        """Declare the permissions, and the line of the account's menu."""
        from platform_core.api import permissions  # noqa: F401 (declares them)
        from platform_core.web.menus import Entry, register

        register(Entry(menu="account", label=_("Jetons d’accès"), url_name="tokens:list", icon="lock", order=80))
