"""The worker writes the letters: one transaction a space, one that is ill stops no other."""

from __future__ import annotations

import structlog
from django.db import Error
from django.utils import timezone

from platform_core.access import System
from platform_core.background.tasks import BULK, task
from tenants.announcements.operations import note_failure, tell_space
from tenants.announcements.queries import to_tell
from tenants.console.rules import scrubbed

log = structlog.get_logger(__name__)
SELF = System("announcements")


@task("announcements.tell", scope="platform", queue=BULK)
def tell(**_future: object) -> None:
    """Write to the administrators of every space that waits for it. Cut short, it goes on where it was."""
    for addressee in list(to_tell(timezone.now())):
        try:
            tell_space(by=SELF, addressee=addressee)
        except Error as error:  # its schema is ill: the others are told, this one is tried again
            log.warning("announcement_not_told", space=addressee.space_id, error=type(error).__name__)
            note_failure(by=SELF, addressee=addressee, error=scrubbed(f"{type(error).__name__}: {error}"))
