"""Periodic work: what the clock asks for exists, and reaches each space in service."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest
import redis
from celery import current_app
from django.conf import settings

from platform_core.background.periodic import periodic_named
from platform_core.background.tasks import QUEUES
from tenants.spaces.models import Space, State
from worker.schedule import SCHEDULE
from worker.tasks import fan_out

NAME = "tests.nothing"  # a task of no worker


@pytest.fixture
def broker() -> Iterator[redis.Redis]:
    """The real broker; what the test sent is taken out, whatever else is there stays."""
    with redis.from_url(settings.REDIS_URL) as client:
        yield client
        for raw, _schema in sent(client):
            client.lrem("bulk", 0, raw)


def sent(broker: redis.Redis) -> list[tuple[Any, str]]:
    """Return the messages of the test: (raw, schema)."""
    found = []
    for raw in broker.lrange("bulk", 0, -1):
        message = json.loads(raw)
        if message["headers"]["task"] == NAME:
            _args, kwargs, _options = json.loads(b64decode(message["body"]))
            found.append((raw, kwargs["schema"]))
    return found


def test_a_task_is_asked_for_in_each_space_in_service(
    platform: None, spaces: tuple[Space, Space], broker: redis.Redis
) -> None:
    Space.objects.filter(pk=spaces[1].pk).update(state=State.SUSPENDED)
    fan_out(task_name=NAME)
    assert [schema for _raw, schema in sent(broker)] == [spaces[0].schema_name]


@pytest.mark.parametrize("entry", SCHEDULE.values(), ids=SCHEDULE.keys())
def test_what_the_clock_asks_for_exists(entry: dict[str, Any]) -> None:
    current_app.loader.import_default_modules()  # as a worker does when it starts
    kwargs = entry["kwargs"]
    inside = periodic_named(kwargs["name"]).task.name if "name" in kwargs else kwargs.get("task_name", entry["task"])
    assert {entry["task"], inside} <= set(current_app.tasks)
    assert kwargs["schema"] == "platform"
    assert entry["options"]["expires"] <= entry["schedule"]
    assert entry["options"].get("queue", "default") in QUEUES
