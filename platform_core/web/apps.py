"""The design system as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Static files, templates and the tag library `web`; no table."""

    name = "platform_core.web"
    label = "web"
