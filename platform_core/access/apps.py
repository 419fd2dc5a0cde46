"""Declares the application."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Permissions, roles, refusal by default."""

    name = "platform_core.access"
    label = "access"
