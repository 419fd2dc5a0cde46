"""Periodic work over all the spaces."""

from __future__ import annotations

from platform_core.background.tasks import BULK, publish, task
from platform_core.outbox.relay import queues_due
from platform_core.scope import PLATFORM, NoScope, open_scope
from tenants.spaces.queries import active_schema_names


@task("worker.sweep", scope="platform")
def sweep(**_future: object) -> None:
    """Wake the relay wherever something is due and no message came (broker emptied, worker killed)."""
    for schema in [PLATFORM, *active_schema_names()]:
        name = "outbox.relay_platform" if schema == PLATFORM else "outbox.relay_space"
        try:
            with open_scope(schema):
                due = queues_due()
        except NoScope:  # suspended or deleted since the list was read
            continue
        for queue in due:
            publish(name, queue, schema=schema, queue_name=queue)


@task("worker.fan_out", scope="platform")
def fan_out(*, task_name: str, **_future: object) -> None:
    """Ask for a task in every space in service, one message each: a space that fails stops no other."""
    for schema in active_schema_names():
        publish(task_name, BULK, schema=schema)
