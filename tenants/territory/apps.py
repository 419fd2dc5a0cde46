"""Declares the territory to Django, for its static outlines; it has no tables."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """The shipped geography."""

    name = "tenants.territory"
    label = "territory"
