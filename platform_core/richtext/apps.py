"""Installed for its template filters."""

from django.apps import AppConfig


class RichtextConfig(AppConfig):
    """Markdown and clean text."""

    name = "platform_core.richtext"
    label = "richtext"
