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
from platform_core.outbox.models import Delivery, Event
from tenants.spaces.models import Space, State
from tenants.spaces.scopes import platform
from tests import making
from worker.schedule import SCHEDULE
from worker.tasks import fan_out, sweep

NAME = "tests.nothing"  # a task of no worker
RELAY = "outbox.relay_space"


@pytest.fixture
def broker() -> Iterator[redis.Redis]:
    """The real broker; what the test sent is taken out, whatever else is there stays."""
    with redis.from_url(settings.REDIS_URL) as client:
        yield client
        for name in (NAME, RELAY):
            for raw, _schema in sent(client, name):
                client.lrem("bulk", 0, raw)


def sent(broker: redis.Redis, name: str) -> list[tuple[Any, str]]:
    """Return the messages that ask for a task: (raw, schema)."""
    found = []
    for raw in broker.lrange("bulk", 0, -1):
        message = json.loads(raw)
        if message["headers"]["task"] == name:
            _args, kwargs, _options = json.loads(b64decode(message["body"]))
            found.append((raw, kwargs["schema"]))
    return found


def test_a_task_is_asked_for_in_each_space_in_service(
    platform: None, spaces: tuple[Space, Space], broker: redis.Redis
) -> None:
    Space.objects.filter(pk=spaces[1].pk).update(state=State.SUSPENDED)
    fan_out(task_name=NAME)
    assert [schema for _raw, schema in sent(broker, NAME)] == [spaces[0].schema_name]


@pytest.fixture
def broken(real_db: None) -> Iterator[Space]:
    """A space in service whose schema is gone, before the others."""
    with platform():
        space = Space.objects.create(id=-1, label="casse", name="Cassé", kind="commune", state=State.ACTIVE)
    yield space
    with platform():
        Space.objects.filter(label="casse").delete()


def test_a_space_that_is_ill_stops_no_other(broken: Space, spaces: tuple[Space, Space], broker: redis.Redis) -> None:
    with making.in_space(spaces[0]):
        event = Event.objects.create(name="tests.happened")
        Delivery.objects.create(event=event, consumer="tests.nobody", queue="bulk")
    try:
        with platform():
            sweep()
        assert spaces[0].schema_name in [schema for _raw, schema in sent(broker, RELAY)]
    finally:
        with making.in_space(spaces[0]):
            event.delete()


@pytest.mark.parametrize("entry", SCHEDULE.values(), ids=SCHEDULE.keys())
def test_what_the_clock_asks_for_exists(entry: dict[str, Any]) -> None:
    current_app.loader.import_default_modules()  # as a worker does when it starts
    kwargs = entry["kwargs"]
    inside = periodic_named(kwargs["name"]).task.name if "name" in kwargs else kwargs.get("task_name", entry["task"])
    assert {entry["task"], inside} <= set(current_app.tasks)
    assert kwargs["schema"] == "platform"
    assert entry["options"]["expires"] <= entry["schedule"]
    assert entry["options"].get("queue", "default") in QUEUES
