"""Declares the application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Private files of a space."""

    name = "platform_core.files"
    label = "files"
