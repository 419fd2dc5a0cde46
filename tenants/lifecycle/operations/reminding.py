"""Remind a team of what comes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from platform_core.access import require
from platform_core.access.actors import Actor
from tenants.lifecycle import letters
from tenants.spaces.models import Deletion
from tenants.spaces.operations import note_last_call
from tenants.spaces.rules import REMINDERS


@transaction.atomic
def remind(*, by: Actor, deletion: Deletion, at: datetime) -> None:
    """Write the reminder that is due, once: only the nearest, when the worker was away and several are."""
    require("lifecycle.keep", by)
    delete_at = deletion.space.delete_at
    if delete_at is None:
        return
    near = [days for days in REMINDERS if delete_at <= at + timedelta(days=days)]
    if not near:
        return
    letters.say_soon_deleted(deletion, days=min(near))
    if min(near) == min(REMINDERS):
        note_last_call(by=by, deletion=deletion, at=at)
