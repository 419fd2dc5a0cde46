"""Wake the worker for what is due."""

from __future__ import annotations

from platform_core import scope
from platform_core.background.tasks import DEFAULT, task
from platform_core.outbox.relay import BATCH, deliver_due


@task("outbox.relay_space", scope="space", queue=DEFAULT, when_frozen=True)
def relay_space(*, queue_name: str, **_future: object) -> None:
    """Deliver what is due in a space; what is left after a batch is another message."""
    if deliver_due(queue_name) == BATCH:
        relay(queue_name)


@task("outbox.relay_platform", scope="platform", queue=DEFAULT)
def relay_platform(*, queue_name: str, **_future: object) -> None:
    """Deliver what is due on the platform; likewise."""
    if deliver_due(queue_name) == BATCH:
        relay(queue_name)


def relay(queue: str) -> None:
    """Wake the worker for a queue of the scope one is in, when the transaction commits."""
    chosen = relay_space if scope.in_space() else relay_platform
    chosen.send(queue=queue, queue_name=queue)
