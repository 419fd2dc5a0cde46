"""Declares the application."""

from django.apps import AppConfig


class AuthoringConfig(AppConfig):
    """Forms and pages common to all kinds of contributions."""

    name = "consultations.capabilities.authoring"
    label = "authoring"

    def ready(self) -> None:
        """Declare the permissions and what is done regularly."""
        from consultations.capabilities.authoring import permissions, tasks  # noqa: F401 (they declare themselves)
