"""What comes with time: reminders, deletions whose date is past, addresses that are free again."""

from __future__ import annotations

import structlog
from django.utils import timezone

from platform_core.access import System
from platform_core.background.tasks import BULK, task
from platform_core.errors import RuleBroken
from tenants.lifecycle import operations
from tenants.lifecycle.queries import due, to_remind
from tenants.spaces.models import Space
from tenants.spaces.operations import delete_space

SELF = System("lifecycle")
log = structlog.get_logger(__name__)


@task("lifecycle.keep_dates", scope="platform")
def keep_dates(**_future: object) -> None:
    """Have sent what is due, one message a space: one that fails stops no other. A missed tick costs lateness only."""
    at = timezone.now()
    for deletion in to_remind(at):
        remind.send(space_id=deletion.space_id)
    for space_id in due(at):
        delete.send(space_id=space_id)
    operations.release_labels(by=SELF)


@task("lifecycle.remind", scope="platform")
def remind(*, space_id: int, **_future: object) -> None:
    """Write the reminder of one deletion."""
    at = timezone.now()
    for deletion in to_remind(at):
        if deletion.space_id == space_id:
            operations.remind(by=SELF, deletion=deletion, at=at)


@task("lifecycle.delete", scope="platform", queue=BULK)
def delete(*, space_id: int, **_future: object) -> None:
    """Delete one space, or finish what was interrupted."""
    if space_id in due(timezone.now()):
        try:
            delete_space(by=SELF, space=Space.objects.get(pk=space_id))
        except RuleBroken as error:  # held, or undone meanwhile: asked again at the next tick
            log.warning("space_not_deleted", number=space_id, why=error.code)
