"""Deliver what is due: the outer edge of background work, where any failure is caught, written down and tried again."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from platform_core import scope
from platform_core.background.tasks import URGENT
from platform_core.outbox.lateness import delivering
from platform_core.outbox.models import Delivery, State
from platform_core.outbox.registry import consumer_named

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 12  # with the delays below, about two days
MAX_DELAY = timedelta(hours=6)


BATCH = 500  # deliveries: a worker that has a long queue gives the others a turn


def deliver_due(queue: str, *, limit: int = BATCH) -> int:
    """Deliver what is due in a queue of this scope, one transaction each; returns how many were tried.

    Where the space is read-only all waits, but for what is urgent: without its code nobody signs in, to read or to undo.
    """
    if _waits(queue):
        return 0
    tried = 0
    while tried < limit and _deliver_one(queue):
        tried += 1
    return tried


def _waits(queue: str) -> bool:
    return scope.current().is_frozen and queue != URGENT


def _deliver_one(queue: str) -> bool:
    with transaction.atomic():
        due = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).select_related("event")
        delivery = (
            due.filter(queue=queue, state=State.PENDING, due_at__lte=timezone.now()).order_by("due_at", "pk").first()
        )
        if delivery is None:
            return False
        consumer = consumer_named(delivery.consumer)
        try:
            with transaction.atomic():
                if consumer is not None:  # one that the code no longer has is simply done
                    with delivering(delivery.event.created_at):
                        consumer.run(delivery.event)
        except Exception as error:  # noqa: BLE001 (the outer edge: whatever fails is kept and tried again)
            _postpone(delivery, error)
        else:
            delivery.state = State.DONE
            delivery.save(update_fields=["state"])
    return True


def _postpone(delivery: Delivery, error: Exception) -> None:
    """Try again later, each time twice as late; after the last attempt the operator's console shows it."""
    delivery.attempts += 1
    delivery.error = f"{type(error).__name__}: {error}"[:2000]
    delivery.due_at = timezone.now() + min(timedelta(seconds=5 * 2**delivery.attempts), MAX_DELAY)
    if delivery.attempts >= MAX_ATTEMPTS:
        delivery.state = State.FAILED
    delivery.save(update_fields=["attempts", "error", "due_at", "state"])
    log.warning("delivery_failed", consumer=delivery.consumer, attempts=delivery.attempts, error=delivery.error)


def queues_due() -> list[str]:
    """Return the queues of this scope in which something is due."""
    pending = Delivery.objects.filter(state=State.PENDING, due_at__lte=timezone.now())
    found = pending.order_by().values_list("queue", flat=True).distinct()
    return [queue for queue in found if not _waits(queue)]
