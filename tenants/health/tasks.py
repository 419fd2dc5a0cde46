"""Background work: look at everything; bring a space to the version of the code."""

from __future__ import annotations

from platform_core.access import System
from platform_core.background.tasks import BULK, URGENT, task
from tenants.health import operations
from tenants.health.queries import read_all
from tenants.health.updating import bring_up
from tenants.spaces.models import Space

HEALTH = System("health")


@task("health.watch", scope="platform", queue=URGENT)
def watch(**_future: object) -> None:
    """Read everything that is watched, and tell operators what goes down."""
    operations.note_readings(by=HEALTH, readings=read_all())


@task(operations.UPDATE, scope="platform", queue=BULK)
def update_space(*, space_id: int, **_future: object) -> None:
    """Bring a space to the version of the code, as an operator asked."""
    bring_up(by=HEALTH, space=Space.objects.get(pk=space_id))
