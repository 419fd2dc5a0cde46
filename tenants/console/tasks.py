"""Background work of the console."""

from __future__ import annotations

from typing import cast

from platform_core import scope
from platform_core.access import System
from platform_core.background.tasks import BULK, DEFAULT, task
from tenants.console import operations
from tenants.spaces.models import Space
from tenants.spaces.scopes import platform

CONSOLE = System("console")


@task("console.heartbeat", scope="platform", queue=DEFAULT)
def heartbeat(*, queue_name: str, **_future: object) -> None:
    """Show that a queue is being worked on."""
    operations.note_heartbeat(by=CONSOLE, queue=queue_name)


@task("console.measure_sizes", scope="platform", queue=BULK)
def measure_sizes(**_future: object) -> None:
    """Measure the size of every space."""
    operations.measure_sizes(by=CONSOLE)


@task("console.read_drift", scope="platform", queue=BULK)
def read_drift(**_future: object) -> None:
    """Read which spaces lack a migration."""
    operations.read_drift(by=CONSOLE)


@task("console.inspect", scope="space", queue=BULK)
def inspect(**_future: object) -> None:
    """Look at the space one is in."""
    operations.inspect_space(by=CONSOLE, space=cast("Space", scope.current()))


@task("console.retry", scope="space", queue=BULK)
def retry(*, consumer: str, **_future: object) -> None:
    """Have done again, in the space one is in, what a consumer failed to do."""
    space = cast("Space", scope.current())
    with platform():
        operations.retry_kind(by=CONSOLE, space=space, consumer=consumer)
