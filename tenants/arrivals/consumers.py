"""An archive that was brought is taken up by the worker."""

from __future__ import annotations

from django.db import transaction

from platform_core import scope
from platform_core.background.tasks import BULK, publish
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer


@consumer("arrivals.receive", of="arrival.asked")
def receive(event: Event) -> None:
    """Have it received: by a task and not here, since it lasts longer than a transaction may."""
    schema, key = scope.schema_name(), event.payload["arrival_id"]
    transaction.on_commit(lambda: publish("arrivals.receive", BULK, schema=schema, arrival_id=key))
