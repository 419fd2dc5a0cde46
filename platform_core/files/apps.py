"""Declares the application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Private files of a space."""

    name = "platform_core.files"
    label = "files"

    def ready(self) -> None:
        """Declare the permissions."""
        from platform_core.files import permissions  # noqa: F401 (declares them)
