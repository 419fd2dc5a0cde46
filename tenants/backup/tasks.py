"""The worker's part."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from platform_core.access import System
from platform_core.background.tasks import BULK, task
from tenants.backup.locking import alone
from tenants.backup.making import make_backup
from tenants.backup.operations.asking import ADVANCE, MAKE
from tenants.backup.queries import due, waiting_restorations
from tenants.backup.restoring import advance, tidy
from tenants.backup.watching import warn_late

SELF = System("backup")
LONGEST = 6 * 3600  # seconds
AT_ONCE = 50  # messages


@task("backup.look", scope="platform")
def look(**_future: object) -> None:
    """Ask for the backups that are due, remove what restorations kept apart long enough, say what is late."""
    now = timezone.now()
    for space in due(now)[:AT_ONCE] if settings.BACKUP_KEYS else ():
        make.send(space_id=space.pk)
    tidy(now, by=SELF)
    for restoration in waiting_restorations():
        take_further.send(restoration_id=restoration.pk)
    warn_late(now)


@task(ADVANCE, scope="platform", queue=BULK, time_limit=LONGEST)
def take_further(*, restoration_id: int, **_future: object) -> None:
    """Do what operators asked of a restoration."""
    restoration = waiting_restorations().filter(pk=restoration_id).first()
    if restoration is not None:
        advance(restoration, by=SELF)


@task(MAKE, scope="platform", queue=BULK, time_limit=LONGEST)
def make(*, space_id: int, **_future: object) -> None:
    """Back up a space that still waits for it."""
    with alone(space_id) as first:
        space = due(timezone.now()).filter(pk=space_id).first() if first else None
        if space is not None:
            make_backup(space)
