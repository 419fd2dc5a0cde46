"""Declares the application."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """What the API has in common: authentication, errors, pages, limits."""

    name = "platform_core.api"
    label = "api"
