"""Declares the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Notifications of people."""

    name = "platform_core.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Declare the permissions, the periodic digest and the lines of the account's menu."""
        from platform_core.accounts.personal_data import DELETE, PersonalData, register_personal_data
        from platform_core.notifications import permissions, tasks  # noqa: F401 (they declare themselves)
        from platform_core.notifications.queries import unread
        from platform_core.web.counters import register_counter
        from platform_core.web.menus import Entry, register

        register_personal_data(
            PersonalData("notifications.Notification", "recipient", _("Mes notifications"), DELETE),
            PersonalData("notifications.Preferences", "person", _("Le choix de mes messages"), DELETE),
        )
        register_counter("notifications", unread)
        register(
            Entry(
                menu="account",
                label=_("Mes notifications"),
                url_name="notifications:list",
                icon="bell",
                order=12,
            ),
            Entry(
                menu="account",
                label=_("Choisir mes messages"),
                url_name="notifications:preferences",
                icon="mail",
                order=13,
            ),
        )
