"""Declares the application."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Events and their delivery."""

    name = "platform_core.outbox"
    label = "outbox"
