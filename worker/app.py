"""The Celery application: three queues, late acknowledgement, no result backend."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from kombu import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings.production")

from django.conf import settings

from platform_core.background.tasks import DEFAULT, QUEUES
from worker.schedule import SCHEDULE

app = Celery("citoyens")
app.conf.update(
    broker_url=settings.REDIS_URL,
    broker_connection_retry_on_startup=True,
    # A publisher must not wait for a broker that is away: the sweep will find what is due.
    broker_transport_options={
        "visibility_timeout": 3600,
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
        "max_retries": 1,
        "interval_start": 0,
    },
    task_queues=[Queue(name) for name in QUEUES],
    task_default_queue=DEFAULT,
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=1800,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,  # PostgreSQL's relation cache grows with every space visited
    worker_hijack_root_logger=False,
    beat_schedule=SCHEDULE,
    timezone="UTC",
)
app.autodiscover_tasks()


@setup_logging.connect
def keep_django_logging(**_signal: Any) -> None:
    """Leave logging as Django's settings set it."""
