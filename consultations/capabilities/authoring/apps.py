"""Declares the application."""

from django.apps import AppConfig


class AuthoringConfig(AppConfig):
    """Forms and pages common to all kinds of contributions."""

    name = "consultations.capabilities.authoring"
    label = "authoring"
