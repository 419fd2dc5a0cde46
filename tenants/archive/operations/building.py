"""The life of an archive in the worker. One transaction each, short: the file is written between them, outside any."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.outbox.events import emit
from platform_core.retention import must_be_kept
from tenants.archive.models import Archive, State
from tenants.archive.queries import holding_everything, outdated, takeable

MAX_ATTEMPTS = 3
KEPT = timedelta(days=7)


class Stopped(Exception):
    """Raised when an archive is no longer this worker's: it was cancelled, or another one took it up."""


@transaction.atomic
def claim_archive(*, by: Actor, archive_id: int) -> Archive | None:
    """Take up an archive that waits, or whose worker is silent; `None` when somebody has it or it failed too often."""
    require("archive.build", by)
    found = takeable(timezone.now()).filter(pk=archive_id)
    archive = found.select_for_update(of=("self",), skip_locked=True).first()
    if archive is None:
        return None
    if archive.attempts >= MAX_ATTEMPTS:
        _give_up(by, archive)
        return None
    archive.state, archive.run, archive.attempts = State.BUILDING, uuid4(), archive.attempts + 1
    archive.heartbeat_at, archive.done, archive.total = timezone.now(), 0, 0
    archive.save(update_fields=["state", "run", "attempts", "heartbeat_at", "done", "total"])
    return archive


@transaction.atomic
def note_progress(*, by: Actor, archive: Archive, done: int, total: int) -> None:
    """Say how many rows are written, and that the worker lives. Raises `Stopped`."""
    require("archive.build", by)
    mine = Archive.objects.filter(pk=archive.pk, run=archive.run, state=State.BUILDING)
    if not mine.update(done=done, total=total, heartbeat_at=timezone.now()):
        raise Stopped


@transaction.atomic
def finish_archive(*, by: Actor, archive: Archive, name: str, size: int, **held: int | str) -> None:
    """Offer the file (its name in the storage, whole), and tell whoever asked. Raises `Stopped`."""
    require("archive.build", by)
    now = timezone.now()
    mine = Archive.objects.filter(pk=archive.pk, run=archive.run, state=State.BUILDING)
    facts = {**held, "content": name, "size": size, "finished_at": now, "expires_at": now + KEPT}
    if not mine.update(state=State.READY, slot=None, **facts):
        raise Stopped
    record("archive.finish", by=by, target=archive, size=size, **held)
    _retire(list(Archive.objects.filter(state=State.READY).exclude(pk=archive.pk)))  # one is enough to lose
    emit("archive.ended", archive_id=archive.pk)


def _give_up(by: Actor, archive: Archive) -> None:
    archive.state, archive.run, archive.slot, archive.finished_at = State.FAILED, None, None, timezone.now()
    archive.error = _("La préparation a été interrompue trois fois. Écrivez à l’assistance de la plateforme.")
    archive.save(update_fields=["state", "run", "slot", "finished_at", "error"])
    record("archive.fail", by=by, target=archive, attempts=archive.attempts)
    emit("archive.ended", archive_id=archive.pk)


@transaction.atomic
def remove_outdated(*, by: Actor, at: datetime) -> int:
    """Remove the files that are kept no longer; returns how many. None where everything must be kept."""
    require("archive.build", by)
    if must_be_kept():
        return 0
    return _retire(list(outdated(at).select_for_update(skip_locked=True)))


@transaction.atomic
def retire_all(*, by: Actor) -> int:
    """Take back every archive, when an account is erased: each holds all that the person was. Returns how many."""
    require("archive.build", by)
    return _retire(list(holding_everything().select_for_update()))


def _retire(archives: list[Archive]) -> int:
    """Forget the files, and delete them once this is certain. What is being built is stopped."""
    for archive in archives:
        if archive.content.name:
            transaction.on_commit(partial(archive.content.storage.delete, archive.content.name))
        Archive.objects.filter(pk=archive.pk).update(state=State.EXPIRED, content="", run=None, slot=None)
    return len(archives)
