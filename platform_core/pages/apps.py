"""Declares the application."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Pages."""

    name = "platform_core.pages"
    label = "pages"
