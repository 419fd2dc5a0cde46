"""Declares the application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The append-only log."""

    name = "platform_core.audit"
    label = "audit"
