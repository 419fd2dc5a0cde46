"""What is done regularly."""

from __future__ import annotations

from django.utils import timezone

from platform_core.access import System
from platform_core.background.periodic import periodic
from platform_core.background.tasks import BULK, task
from platform_core.notifications.operations.digests import forget_old, send_digests
from platform_core.notifications.queries import digest_is_due

SELF = System("notifications")


@task("notifications.send_digests", scope="space", queue=BULK)
def send_digests_due(**_future: object) -> None:
    """Write the digests of the day that are due in a space."""
    at = timezone.now()
    while send_digests(by=SELF, at=at):
        pass
    forget_old(by=SELF, at=at)


periodic(send_digests_due, due=digest_is_due)
