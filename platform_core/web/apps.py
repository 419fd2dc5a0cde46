"""The design system as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Static files, templates, the tag library `web` and the sentences of forms; no table."""

    name = "platform_core.web"
    label = "web"

    def ready(self) -> None:
        from platform_core.web import logs, sentences

        logs.configure()
        sentences.install()
