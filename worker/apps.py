"""Declares the application and starts Celery with Django."""

from django.apps import AppConfig


class WorkerConfig(AppConfig):
    """How background work runs."""

    name = "worker"

    def ready(self) -> None:
        """Make our Celery application the one that `shared_task` and `current_app` mean."""
        from worker.app import app

        app.set_current()
        app.set_default()

        from tenants.spaces.registry import on_deletion
        from worker.forgetting import forget_messages

        on_deletion("messages", forget_messages)
