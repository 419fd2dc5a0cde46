"""Say that something happened."""

from __future__ import annotations

from typing import Any

from platform_core.outbox.models import Delivery, Event
from platform_core.outbox.registry import consumers_of


def emit(name: str, *, queue: str = "", **payload: Any) -> Event | None:
    """Write an event and what is to be delivered, in the transaction of the operation; wakes the worker at its commit.

    `payload` holds identifiers. `queue` overrides the consumers' own. Returns `None` when nobody wants to know.
    """
    from platform_core.outbox.tasks import relay  # noqa: PLC0415 (the task imports what delivers, which may emit)

    consumers = consumers_of(name)
    if not consumers:
        return None
    event = Event.objects.create(name=name, payload=payload)
    deliveries = [Delivery(event=event, consumer=one.name, queue=queue or one.queue) for one in consumers]
    Delivery.objects.bulk_create(deliveries)
    for each in {delivery.queue for delivery in deliveries}:
        relay(each)
    return event
