"""Background work: look at everything; look, as the owner of the database, for spaces that lack a migration."""

from __future__ import annotations

from platform_core.access import System
from platform_core.background.tasks import URGENT, task
from tenants.health import operations
from tenants.health.queries import read_all

HEALTH = System("health")


@task("health.watch", scope="platform", queue=URGENT)
def watch(**_future: object) -> None:
    """Read everything that is watched, and tell operators what goes down."""
    operations.note_readings(by=HEALTH, readings=read_all())
