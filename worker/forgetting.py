"""The messages that wait for a space which is no more."""

from __future__ import annotations

import base64
import json
from typing import Any

import structlog
from kombu.exceptions import OperationalError
from redis.exceptions import ConnectionError as BrokerAway

from platform_core.background.tasks import QUEUES
from tenants.spaces.models import Space
from worker.app import app

log = structlog.get_logger(__name__)


def forget_messages(space: Space) -> None:
    """Take out of the queues every message for a space. Safe to run again.

    One that a worker has taken meanwhile does nothing: the space cannot be entered any more. So does one that a broker
    which is away will give back later.
    """
    try:
        with app.connection_for_write() as broker:
            channel: Any = broker.default_channel
            for queue in QUEUES:
                for raw in channel.client.lrange(queue, 0, -1):
                    if schema_of(raw) == space.schema_name:
                        channel.client.lrem(queue, 0, raw)
    except (OperationalError, BrokerAway) as error:
        log.warning("messages_not_forgotten", schema=space.schema_name, error=str(error))


def schema_of(raw: bytes) -> str:
    """Return the schema that a message is for, "" for none."""
    arguments = json.loads(base64.b64decode(json.loads(raw)["body"]))
    return str(arguments[1].get("schema", ""))
