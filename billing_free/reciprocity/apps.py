"""Declares the application: permissions, what is told, consumers, tasks, menus."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReciprocityConfig(AppConfig):
    """What spaces give to the commons."""

    name = "billing_free.reciprocity"
    label = "reciprocity"

    def ready(self) -> None:
        """Declare them."""
        from billing_free.reciprocity import consumers, kinds, permissions, tasks  # noqa: F401 (declare themselves)
        from billing_free.reciprocity.queries import waiting
        from platform_core.web.menus import Entry, register
        from tenants.directory.registry import register_public_page

        kinds.declare()
        register_public_page("commons:page")
        label = _("Réciprocité")
        register(
            Entry(menu="platform", label=_("Le commun"), url_name="commons:page", order=20),
            Entry(menu="platform_legal", label=_("Comptes du commun"), url_name="commons:page", order=15),
            Entry(menu="team", label=label, url_name="reciprocity:team", icon="heart", group=_("Réglages"), order=96),
            Entry(
                menu="operator",
                label=label,
                url_name="commons_console:ledger",
                icon="heart",
                group=_("Espaces"),
                order=37,
                count=waiting,
            ),
        )
