"""Declares the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportsConfig(AppConfig):
    """Supports of contributions."""

    name = "consultations.capabilities.supports"
    label = "supports"

    def ready(self) -> None:
        """Declare the permissions, and the button under every contribution."""
        from consultations.capabilities.supports import api, exports, permissions  # noqa: F401 (permissions declares itself)
        from consultations.capabilities.supports.queries import prepare, support_state, supporters
        from consultations.process.actions import Action, register_action
        from consultations.process.datasets import register_dataset
        from consultations.process.modality import Dataset
        from consultations.process.participation import on_participation
        from platform_core.accounts.personal_data import PersonalData, register_personal_data

        register_action(Action("support", "supports/button.html", support_state, prepare, order=10, on_cards=True))
        on_participation("supports", supporters)
        api.declare()
        register_dataset(
            Dataset("soutiens", _("Soutiens, jour par jour"), exports.columns, exports.lines),
            of=lambda step: step.supports_enabled,
        )
        register_personal_data(PersonalData("supports.Support", "person", _("Soutiens")))
