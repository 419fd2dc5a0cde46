"""Declares the application."""

from django.apps import AppConfig


class SupportsConfig(AppConfig):
    """Supports of contributions."""

    name = "consultations.capabilities.supports"
    label = "supports"

    def ready(self) -> None:
        """Declare the permissions."""
        from consultations.capabilities.supports import permissions  # noqa: F401 (declares them)
