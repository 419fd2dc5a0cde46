"""Background work of plans."""

from __future__ import annotations

from typing import cast

from billing_free.plans.operations import look_at_space
from platform_core import scope
from platform_core.access import System
from platform_core.background.tasks import BULK, task
from tenants.spaces.models import Space

SELF = System("plans")


@task("plans.look", scope="space", queue=BULK)
def look(**_future: object) -> None:
    """Look where the space one is in stands, and warn its team."""
    look_at_space(by=SELF, space=cast("Space", scope.current()))
