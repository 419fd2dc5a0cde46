"""Declares the application."""

from django.apps import AppConfig


class RoutingConfig(AppConfig):
    """From a host name to a space."""

    name = "tenants.routing"
    label = "routing"
