"""Declares the application, what it adds to a new space, and its line in the menu."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpeningConfig(AppConfig):
    """Opening a space."""

    name = "tenants.opening"
    label = "opening"

    def ready(self) -> None:
        """Declare permissions, the founder's account in a new space, the menu line."""
        from platform_core.web.menus import Entry, register
        from tenants.opening import permissions  # noqa: F401 (declares them)
        from tenants.opening.founder import FOUNDER, forget_founder, make_founder
        from tenants.spaces.registry import on_deletion, on_opening

        on_opening(FOUNDER, make_founder)
        on_deletion(FOUNDER, forget_founder)
        register(Entry(menu="platform", label=_("Ouvrir un espace"), url_name="opening:start", order=20))
