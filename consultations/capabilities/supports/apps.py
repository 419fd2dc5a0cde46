"""Declares the application."""

from django.apps import AppConfig


class SupportsConfig(AppConfig):
    """Supports of contributions."""

    name = "consultations.capabilities.supports"
    label = "supports"

    def ready(self) -> None:
        """Declare the permissions, and the button under every contribution."""
        from consultations.capabilities.supports import api, permissions  # noqa: F401 (permissions declares them)
        from consultations.capabilities.supports.queries import prepare, support_state, supporters
        from consultations.process.actions import Action, register_action
        from consultations.process.participation import on_participation

        register_action(Action("support", "supports/button.html", support_state, prepare, order=10, on_cards=True))
        on_participation("supports", supporters)
        api.declare()
