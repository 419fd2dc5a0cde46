"""Declares the application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People and structures."""

    name = "platform_core.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Declare the permissions and the lines of menus."""
        from platform_core.accounts import permissions  # noqa: F401 (declares them)
        from platform_core.web.menus import Entry, register

        register(
            Entry(menu="account", label=_("Mon profil"), url_name="accounts:profile", icon="user", order=10),
            Entry(menu="account", label=_("Connexion et sécurité"), url_name="mfa_index", icon="lock", order=20),
            Entry(menu="operator_account", label=_("Connexion et sécurité"), url_name="mfa_index", icon="lock"),
        )
