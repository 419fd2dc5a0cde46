"""Declares the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowsConfig(AppConfig):
    """Following consultations and contributions."""

    name = "consultations.capabilities.follows"
    label = "follows"

    def ready(self) -> None:
        """Declare permissions, kinds of notifications, consumers, reminders, and the buttons on pages."""
        from consultations.capabilities.follows import consumers, permissions, tasks  # noqa: F401 (they declare themselves)
        from consultations.capabilities.follows.kinds import declare
        from consultations.capabilities.follows.queries import follow_state, prepare
        from consultations.process import slots
        from consultations.process.actions import Action, register_action
        from platform_core.accounts.personal_data import DELETE, PersonalData, register_personal_data
        from platform_core.web.menus import Entry, register

        declare()
        register_personal_data(PersonalData("follows.Follow", "person", _("Mes suivis"), DELETE))
        register_action(Action("follow", "follows/button.html", follow_state, prepare, order=80))
        slots.fill("consultation.actions", "follows/on_consultation.html", order=80)
        register(Entry(menu="account", label=_("Mes suivis"), url_name="follows:mine", icon="star", order=14))
