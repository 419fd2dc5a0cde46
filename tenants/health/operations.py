"""Write what was read, and tell operators once when something goes down, once when it is back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.background.tasks import BULK, publish
from platform_core.scope import PLATFORM
from tenants.health import letters
from tenants.health.models import Watched
from tenants.health.registry import Check, Reading, Status
from tenants.health.rules import TOLD_AFTER
from tenants.spaces.models import Space

UPDATE = "health.update_space"


@transaction.atomic
def note_readings(*, by: Actor, readings: list[tuple[Check, Reading]]) -> list[Watched]:
    """Write how each thing is, since when, and tell operators what changed; returns the rows.

    What is no longer watched is forgotten. Something down is told once it has been so for `TOLD_AFTER`, by one letter
    an incident, whoever reads (the worker, the command) and however often.
    """
    require("health.note", by)
    now = timezone.now()
    Watched.objects.exclude(slug__in=[check.slug for check, _reading in readings]).delete()
    return [_note(check, reading, now) for check, reading in readings]


def _note(check: Check, reading: Reading, now: datetime) -> Watched:
    said = {"says": str(reading.says), "advice": str(reading.advice)}
    start = {"status": reading.status.value, "since": reading.since or now, "seen_at": now, **said}
    row, _new = Watched.objects.select_for_update().get_or_create(slug=check.slug, defaults=start)
    if row.status != reading.status:
        row.status, row.since = reading.status.value, reading.since or now
    row.says, row.advice, row.seen_at = said["says"], said["advice"], now
    _tell(check, row, now)
    row.save()
    return row


def _tell(check: Check, row: Watched, now: datetime) -> None:
    if row.status == Status.DOWN:
        if row.told_at is None and now - row.since >= TOLD_AFTER:
            row.told_at = now
            letters.say_down(row, str(check.name))
    elif row.told_at is not None:
        letters.say_back(row, str(check.name))
        row.told_at = None


@transaction.atomic
def ask_update(*, by: Actor, space: Space) -> None:
    """Have the worker bring a space that lags to the version of the code."""
    require("health.update", by, space)
    record("health.ask_update", by=by, target=space, before=space.schema_version)
    transaction.on_commit(lambda: publish(UPDATE, BULK, schema=PLATFORM, space_id=space.pk))
