"""Declares the application and its consumer."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """E-mails."""

    name = "platform_core.mail"
    label = "mail"

    def ready(self) -> None:
        """Declare what sends, and what tidies."""
        from platform_core.mail import consumers, permissions, tasks  # noqa: F401 (declares them)
