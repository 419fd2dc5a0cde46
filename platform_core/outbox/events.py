"""Say that something happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from platform_core.outbox.models import Delivery, Event
from platform_core.outbox.registry import consumers_of


def emit(name: str, *, queue: str = "", **payload: Any) -> Event | None:
    """Write an event and what is to be delivered, in the transaction of the operation; wakes the worker at its commit.

    `payload` holds identifiers. `queue` overrides the consumers' own. Returns `None` when nobody wants to know.
    """
    events = emit_many(name, [payload], queue=queue)
    return events[0] if events else None


def emit_many(name: str, payloads: Sequence[dict[str, Any]], *, queue: str = "") -> list[Event]:
    """Write the same event with many payloads, in as many statements as for one; empty when nobody wants to know."""
    from platform_core.outbox.tasks import relay  # noqa: PLC0415 (the task imports what delivers, which may emit)

    consumers = consumers_of(name)
    if not consumers:
        return []
    events = Event.objects.bulk_create([Event(name=name, payload=payload) for payload in payloads], batch_size=1000)
    deliveries = [
        Delivery(event=event, consumer=one.name, queue=queue or one.queue) for event in events for one in consumers
    ]
    Delivery.objects.bulk_create(deliveries, batch_size=1000)
    for each in {delivery.queue for delivery in deliveries}:
        relay(each)
    return events
