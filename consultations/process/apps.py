"""Declares the application."""

from django.apps import AppConfig


class ProcessConfig(AppConfig):
    """Consultations, themes, steps, contributions."""

    name = "consultations.process"
    label = "process"

    def ready(self) -> None:
        """Declare the permissions."""
        from consultations.process import permissions  # noqa: F401 (declares them)
