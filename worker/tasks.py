"""Periodic work over all the spaces."""

from __future__ import annotations

from collections.abc import Iterator

import structlog

from platform_core.background.periodic import Periodic, periodic_named
from platform_core.background.tasks import BULK, publish, task
from platform_core.outbox.relay import queues_due
from platform_core.scope import PLATFORM, NoScope, open_scope
from tenants.spaces.models import Space
from tenants.spaces.queries import active_schema_names, each_living
from tenants.spaces.scopes import entered

log = structlog.get_logger(__name__)


@task("worker.sweep", scope="platform")
def sweep(**_future: object) -> None:
    """Wake the relay wherever something is due and no message came (broker emptied, worker killed)."""
    for schema in [PLATFORM, *(space.schema_name for space in each_living())]:
        name = "outbox.relay_platform" if schema == PLATFORM else "outbox.relay_space"
        for queue in _due_in(schema):
            publish(name, queue, schema=schema, queue_name=queue)


def _due_in(schema: str) -> list[str]:
    """Return the queues of a scope in which something is due; none for one that is closed, or ill."""
    try:
        with open_scope(schema, when_frozen=True):
            return queues_due()
    except NoScope:  # deleted since the list was read
        return []
    except Exception as error:  # noqa: BLE001 (the fan-out's outer edge: a space that is ill stops no other)
        log.warning("space_not_swept", space=schema, error=str(error))
        return []


@task("worker.fan_out", scope="platform")
def fan_out(*, task_name: str, **_future: object) -> None:
    """Ask for a task in every space in service, one message each: a space that fails stops no other."""
    for schema in active_schema_names():
        publish(task_name, BULK, schema=schema)


def _concerned(known: Periodic) -> Iterator[Space]:
    yield from (space for space in each_living() if known.task.when_frozen or not space.is_frozen)


@task("worker.look", scope="platform")
def look(*, name: str, **_future: object) -> None:
    """Send a periodic task to every space where something is due for it; one that is ill does not stop the others.

    Spaces that are read-only are asked only for what goes on there.
    """
    known = periodic_named(name)
    for space in _concerned(known):
        try:
            with entered(space):
                due = known.due()
        except Exception as error:  # noqa: BLE001 (the fan-out's outer edge)
            log.warning("space_not_asked", space=space.schema_name, task=name, error=str(error))
        else:
            if due:
                publish(name, known.task.queue, schema=space.schema_name)
