"""Declares the application."""

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """Tasks that say where they work."""

    name = "platform_core.background"
    label = "background"
