"""Declares the application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and structures."""

    name = "platform_core.accounts"
    label = "accounts"
