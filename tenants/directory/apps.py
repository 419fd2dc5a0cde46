"""Declares the application and its lines in the menus."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Home page, directory, legal pages. Without tables: it reads those of the spaces."""

    name = "tenants.directory"
    label = "directory"

    def ready(self) -> None:
        """Register the menu lines."""
        from platform_core.web.menus import Entry, register

        register(
            Entry(menu="platform", label=_("Les espaces"), url_name="directory:spaces", order=10),
            Entry(menu="platform_legal", label=_("Charte du commun"), url_name="directory:charter", order=10),
            Entry(menu="platform_legal", label=_("Mentions légales"), url_name="directory:legal", order=20),
            Entry(menu="platform_legal", label=_("Confidentialité"), url_name="directory:privacy", order=30),
            Entry(
                menu="platform_legal",
                label=_("Accessibilité : non conforme"),
                url_name="directory:accessibility",
                order=40,
            ),
        )
