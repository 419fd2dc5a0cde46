"""The life of an export in the worker. One transaction each, short: the rows are written between them, outside any."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.capabilities.exports.models import Export, State
from consultations.capabilities.exports.queries import (
    holding_names,
    open_offers,
    outdated,
    over_without_open_data,
    takeable,
)
from consultations.process.models import Consultation
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.outbox.events import emit
from platform_core.retention import must_be_kept
from platform_core.tabular import FORMATS

MAX_ATTEMPTS = 3
KEPT = timedelta(days=7)
KEPT_OPEN = timedelta(days=30)


class Stopped(Exception):
    """Raised when an export is no longer this worker's: it was cancelled, or another one took it up."""


@transaction.atomic
def claim_export(*, by: Actor, export_id: int) -> Export | None:
    """Take up an export that waits, or whose worker is silent; `None` when somebody else has it or it failed too often."""
    require("exports.build", by)
    found = takeable(timezone.now()).filter(pk=export_id)
    export = found.select_for_update(of=("self",), skip_locked=True).select_related("consultation").first()
    if export is None:
        return None
    if export.attempts >= MAX_ATTEMPTS:
        _give_up(by, export)
        return None
    export.state, export.run, export.attempts = State.BUILDING, uuid4(), export.attempts + 1
    export.heartbeat_at, export.rows_done, export.rows_total = timezone.now(), 0, None
    export.save(update_fields=["state", "run", "attempts", "heartbeat_at", "rows_done", "rows_total"])
    return export


@transaction.atomic
def note_progress(*, by: Actor, export: Export, rows: int, total: int | None) -> None:
    """Say how many rows are written, and that the worker lives. Raises `Stopped`."""
    require("exports.build", by)
    mine = Export.objects.filter(pk=export.pk, run=export.run, state=State.BUILDING)
    if not mine.update(rows_done=rows, rows_total=total, heartbeat_at=timezone.now()):
        raise Stopped


@transaction.atomic
def finish_export(*, by: Actor, export: Export, name: str, size: int, rows: int) -> None:
    """Offer the file (its name in the storage, whole), and tell whoever asked for it. Raises `Stopped`."""
    require("exports.build", by)
    now = timezone.now()
    mine = Export.objects.filter(pk=export.pk, run=export.run, state=State.BUILDING)
    if not mine.update(
        state=State.READY,
        content=name,
        size=size,
        rows_done=rows,
        rows_total=rows,
        finished_at=now,
        expires_at=now + (KEPT_OPEN if export.is_open else KEPT),
    ):
        raise Stopped
    record("exports.finish", by=by, target=export, rows=rows, size=size)
    if not export.is_open:
        emit("export.ended", export_id=export.pk)


@transaction.atomic
def publish_open_data(*, by: Actor, consultation: Consultation) -> Export | None:
    """Have the open data of a consultation that is over built; `None` when they are, or there is nothing to publish."""
    require("exports.build", by)
    if not over_without_open_data(timezone.now()).filter(pk=consultation.pk).exists():
        return None
    taken = open_offers(consultation)
    try:
        with transaction.atomic():
            export = Export.objects.create(
                consultation=consultation,
                datasets=[one.key for one in taken],
                labels=[f"{one.step.title} : {one.dataset.label}" for one in taken],
                formats=list(FORMATS),
                is_open=True,
                state=State.WAITING if taken else State.CANCELLED,  # nothing to publish: not asked again tomorrow
            )
    except IntegrityError:  # another worker was quicker
        return None
    if taken:
        emit("export.asked", export_id=export.pk)
    return export


@transaction.atomic
def retire_open_data(*, by: Actor, consultation: Consultation) -> int:
    """Take back the open data of a consultation in which something changed; they are built anew. Returns how many."""
    require("exports.build", by)
    return _expire(list(holding_names().filter(consultation=consultation, is_open=True).select_for_update()))


@transaction.atomic
def retire_all(*, by: Actor) -> int:
    """Take back every file that may hold someone's name, when an account is erased. Returns how many."""
    require("exports.build", by)
    return _expire(list(holding_names().select_for_update()))


@transaction.atomic
def remove_outdated(*, by: Actor, at: datetime) -> int:
    """Remove the files that are kept no longer; returns how many. None where everything must be kept."""
    require("exports.build", by)
    if must_be_kept():
        return 0
    return _expire(list(outdated(at).select_for_update(skip_locked=True)))


def _expire(exports: list[Export]) -> int:
    """Forget the files, and delete them once this is certain. What is being built is stopped."""
    for export in exports:
        if export.content.name:
            transaction.on_commit(partial(export.content.storage.delete, export.content.name))
        Export.objects.filter(pk=export.pk).update(state=State.EXPIRED, content="", run=None)
    return len(exports)


def _give_up(by: Actor, export: Export) -> None:
    export.state, export.run, export.finished_at = State.FAILED, None, timezone.now()
    export.error = _(
        "La préparation a été interrompue trois fois. Demandez moins de données, ou écrivez à l’assistance."
    )
    export.save(update_fields=["state", "run", "finished_at", "error"])
    record("exports.fail", by=by, target=export, attempts=export.attempts)
    if not export.is_open:
        emit("export.ended", export_id=export.pk)
