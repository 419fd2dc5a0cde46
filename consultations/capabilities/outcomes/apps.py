"""Declares the application."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Official answers."""

    name = "consultations.capabilities.outcomes"
    label = "outcomes"

    def ready(self) -> None:
        """Declare the permissions."""
        from consultations.capabilities.outcomes import api, permissions  # noqa: F401 (permissions declares them)

        api.declare()
