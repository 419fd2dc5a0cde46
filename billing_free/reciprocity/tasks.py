"""Background work of reciprocity."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from billing_free.reciprocity.operations import add_up_use
from platform_core.access import System
from platform_core.background.tasks import BULK, task

SELF = System("reciprocity")
SETTLES_IN = timedelta(days=31)  # how long the year before is still added up


@task("reciprocity.add_up", scope="platform", queue=BULK)
def add_up(**_future: object) -> None:
    """Add up what this year used, and last year's while January lasts."""
    today = timezone.localdate()
    for year in sorted({today.year, (today - SETTLES_IN).year}):
        add_up_use(by=SELF, year=year)
