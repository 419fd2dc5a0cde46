"""The worker's part: every night each log is sealed and compared; what is older than a year goes."""

from __future__ import annotations

from typing import cast

import structlog
from django.db import Error
from django.utils import timezone

from platform_core import scope
from platform_core.access import System
from platform_core.audit.operations import seal_days
from platform_core.audit.queries import is_sealing_due
from platform_core.background.periodic import periodic
from platform_core.background.tasks import BULK, task
from tenants.journals.operations import check_journal, purge_journal
from tenants.journals.queries import is_check_due
from tenants.spaces.models import Space
from tenants.spaces.queries import each_living
from tenants.spaces.scopes import platform

log = structlog.get_logger(__name__)
SELF = System("journals")


@task("journals.seal", scope="space", queue=BULK, when_frozen=True)
def seal(**_future: object) -> None:
    """Seal the days of a space's log that are over, then compare the log with its seals."""
    seal_days(by=SELF, at=timezone.now())
    here = cast("Space", scope.current())
    with platform():
        check_journal(by=SELF, space=here)


@task("journals.seal_platform", scope="platform", queue=BULK)
def seal_platform(**_future: object) -> None:
    """Do so of the platform's own log, when it is time."""
    if is_sealing_due(timezone.now()) or is_check_due(None):
        seal_days(by=SELF, at=timezone.now())
        check_journal(by=SELF, space=None)


@task("journals.purge", scope="platform", queue=BULK)
def purge(**_future: object) -> None:
    """Remove what is older than a year from every log; a space that is ill stops no other."""
    now = timezone.now()
    purge_journal(by=SELF, space=None, at=now)
    for space in each_living():
        try:
            purge_journal(by=SELF, space=space, at=now)
        except Error as error:  # its schema is ill: tomorrow again
            log.warning("journal_not_purged", space=space.schema_name, error=str(error))


def _is_due() -> bool:
    here = cast("Space", scope.current())
    if is_sealing_due(timezone.now()):
        return True
    with platform():
        return is_check_due(here)


periodic(seal, due=_is_due)
