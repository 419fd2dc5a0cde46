"""Compare a log with its seals and write what was found; remove, as the owner, what is too old."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.checking import Report, check_log
from platform_core.audit.log import record
from platform_core.audit.models import Entry, Purge, Seal
from platform_core.audit.sealing import KEPT_DAYS, Sealer, midnight
from platform_core.scope import PLATFORM
from tenants.journals.models import Journal
from tenants.journals.queries import journal_of
from tenants.postgresql.owner import owner_in
from tenants.spaces.models import Space
from tenants.spaces.registry import kept_because
from tenants.spaces.scopes import entered

SWITCHED = "backup.switch"


def check_journal(*, by: Actor, space: Space | None) -> Report:
    """Compare the log of a space (`None`: the platform's) with its seals, write what was found, return it.

    The last good seal is remembered, so that a chain cut short or made anew is seen. A space brought back from a backup
    ends sooner than what was known, rightly: the platform's own log says so, and its chain is taken as it is.
    """
    require("journals.check", by)
    with transaction.atomic():
        journal = Journal.objects.select_for_update().get(pk=journal_of(space).pk)
        known = (journal.known_day, journal.known_digest) if journal.known_day and not _restored(journal) else None
        with _inside(space):
            report = check_log(known)
        _write(journal, report)
    return report


def purge_journal(*, by: Actor, space: Space | None, at: datetime) -> int:
    """Remove the entries of a log that are older than a year, of sealed days alone; returns how many.

    The seals stay, and one more says what was removed. Nothing is removed of a space under legal hold, nor of a log in
    which something is wrong.
    """
    require("journals.purge", by)
    if (space is not None and kept_because(space)) or journal_of(space).faults:
        return 0
    with _inside(space):
        last = Seal.objects.filter(day__lt=(at - timedelta(days=KEPT_DAYS)).date()).order_by("-day").first()
        old = Entry.objects.filter(at__lt=midnight(last.day + timedelta(days=1))) if last else Entry.objects.none()
        if last is None or not old.exists():
            return 0
        sealer = Sealer()
    with owner_in(space.schema_name if space else PLATFORM), transaction.atomic(using="owner"):
        gone, _by_model = old.using("owner").delete()
        Purge.objects.using("owner").create(until=last.day, rows=gone, seal=sealer.purge(last.day, gone))
    with transaction.atomic():
        record("journals.purge", by=by, target=space, until=last.day.isoformat(), rows=gone)
    return gone


def _inside(space: Space | None) -> AbstractContextManager[Any]:
    return nullcontext() if space is None else entered(space)


def _restored(journal: Journal) -> bool:
    """Tell whether the space was brought back from a backup since its last known seal."""
    if journal.space_id is None or journal.known_at is None:
        return False
    switches = Entry.objects.filter(
        action=SWITCHED, target_type=Space._meta.label_lower, target_id=str(journal.space_id)
    )
    return bool(switches.filter(at__gt=journal.known_at).exists())


def _write(journal: Journal, report: Report) -> None:
    now = timezone.now()
    journal.checked_at, journal.faults, journal.rows = now, len(report.faults), report.rows
    first = report.faults[0] if report.faults else None
    journal.fault_day, journal.fault_entry = (first.day, first.entry) if first else (None, None)
    journal.fault_kind = first.kind.value if first else ""
    if first is None:
        journal.through, journal.known_day = report.through, report.through
        journal.known_digest, journal.known_at = report.digest, now
    journal.save()
