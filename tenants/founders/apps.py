"""Declares the application and its line in the menu."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FoundersConfig(AppConfig):
    """A founder's own page."""

    name = "tenants.founders"
    label = "founders"

    def ready(self) -> None:
        """Declare permissions and the menu line."""
        from platform_core.web.menus import Entry, register
        from tenants.founders import permissions  # noqa: F401 (declares them)

        register(Entry(menu="platform", label=_("Mes espaces"), url_name="founders:page", order=30))
