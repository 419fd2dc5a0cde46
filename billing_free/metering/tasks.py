"""Background work of metering."""

from __future__ import annotations

from typing import cast

from billing_free.metering import operations
from platform_core import scope
from platform_core.access import System
from platform_core.background.tasks import BULK, task
from tenants.spaces.models import Space

METERING = System("metering")


@task("metering.measure", scope="space", queue=BULK)
def measure(**_future: object) -> None:
    """Measure the space one is in."""
    operations.measure_space(by=METERING, space=cast("Space", scope.current()))


@task("metering.forget", scope="platform", queue=BULK)
def forget(**_future: object) -> None:
    """Remove old measures."""
    operations.forget_old_measures(by=METERING)
