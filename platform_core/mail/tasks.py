"""What is done regularly: once in each space, once on the platform, which has letters of its own."""

from __future__ import annotations

from django.utils import timezone

from platform_core.access import System
from platform_core.background.periodic import periodic
from platform_core.background.tasks import BULK, task
from platform_core.mail.keeping import is_tidying_due, tidy_letters

SELF = System("mail")


@task("mail.tidy_space", scope="space", queue=BULK)
def tidy_space(**_future: object) -> None:
    """Empty the old letters of a space."""
    tidy_letters(by=SELF, at=timezone.now())


@task("mail.tidy_platform", scope="platform", queue=BULK)
def tidy_platform(**_future: object) -> None:
    """Empty the old letters of the platform."""
    tidy_letters(by=SELF, at=timezone.now())


periodic(tidy_space, due=lambda: is_tidying_due(timezone.now()))
