"""Declares the application."""

from django.apps import AppConfig


class DeployConfig(AppConfig):
    """The composition root: settings, addresses, the demo."""

    name = "deploy"
