"""Declares the application."""

from django.apps import AppConfig


class NavigationConfig(AppConfig):
    """Menus."""

    name = "platform_core.navigation"
    label = "navigation"
