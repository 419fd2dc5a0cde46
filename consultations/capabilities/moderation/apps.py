"""Declares the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Reports and decisions."""

    name = "consultations.capabilities.moderation"
    label = "moderation"

    def ready(self) -> None:
        """Declare permissions, the link under every contribution, and the team's menu line."""
        from consultations.capabilities.moderation import permissions  # noqa: F401 (declares them)
        from consultations.capabilities.moderation.queries import report_state, waiting
        from consultations.process.actions import Action, register_action
        from platform_core.access.roles import Role
        from platform_core.accounts.personal_data import PersonalData, register_personal_data
        from platform_core.web.counters import counted, register_counter
        from platform_core.web.menus import Entry, for_roles, register

        register_action(Action("report", "moderation/link.html", report_state, order=90, on_cards=True))
        register_counter("moderation", waiting)
        register(
            Entry(
                menu="team",
                label=_("Modération"),
                url_name="moderation:queue",
                icon="flag",
                group=_("Échanger"),
                order=40,
                shown=for_roles(Role.MODERATOR, Role.ADMINISTRATOR),
                count=lambda request: counted(request, "moderation"),
            )
        )
        register_personal_data(PersonalData("moderation.Report", "reporter", _("Signalements")))
