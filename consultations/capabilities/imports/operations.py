"""Bring a file, confirm, read. Reading happens in the worker; all or nothing."""

from __future__ import annotations

from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.capabilities.imports.models import Import, RefusedLine, State
from consultations.capabilities.imports.reading import MAX_BYTES, take_rows
from consultations.process.importing import importers
from consultations.process.models import Step
from platform_core.access import System, require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.background.tasks import BULK
from platform_core.errors import RuleBroken
from platform_core.files.operations import store_upload
from platform_core.outbox.events import emit
from platform_core.tabular.sniffing import UnreadableTable


class _Undo(Exception):
    """Take back what a preview wrote."""


@transaction.atomic
def bring_file(*, by: Actor, step: Step, importer: str, file: IO[bytes], name: str) -> Import:
    """Keep a file and have it read for a preview; nothing is taken in yet.

    Raises `NotAllowed`; `RuleBroken` for a kind of file that the step does not take, or a file that is no table.
    """
    require("imports.make", by, step)
    if importer not in [one.slug for one in importers(step)]:
        raise RuleBroken("importer", _("Cette étape ne reçoit pas ce type de fichier."), "importer")
    try:
        stored = store_upload(
            by=by, file=File(file, name=name), public=False, allowed={"csv", "txt"}, max_bytes=MAX_BYTES
        )
    except RuleBroken as error:
        raise RuleBroken(error.code, error.message, "file") from error
    job = Import.objects.create(step=step, importer=importer, file=stored, file_name=stored.name, by_id=by.pk)
    record("imports.bring", by=by, target=job, importer=importer)
    emit("import.asked", queue=BULK, import_id=job.pk)
    return job


@transaction.atomic
def confirm_import(*, by: Actor, job: Import) -> Import:
    """Have a previewed file taken in. Twice is once."""
    require("imports.make", by, job.step)
    moved = Import.objects.filter(pk=job.pk, state=State.PREVIEWED).update(state=State.RUNNING)
    if moved:
        record("imports.confirm", by=by, target=job)
        emit("import.asked", queue=BULK, import_id=job.pk)
    job.refresh_from_db()
    return job


@transaction.atomic
def read_import(*, by: System, job: Import) -> Import:
    """Read a file: for a preview what is written is taken back, for an import it stays. All or nothing."""
    require("imports.make", by, job.step)
    if job.state not in {State.READING, State.RUNNING} or job.file is None:
        return job
    keep = job.state == State.RUNNING
    refused: list[RefusedLine] = []
    try:
        with transaction.atomic(), job.file.content.open("rb") as file:
            refused = take_rows(job, file, by)
            if not keep:
                raise _Undo
    except _Undo:
        job.state = State.PREVIEWED
    except UnreadableTable as error:
        job.state, job.problem = State.UNREADABLE, str(error)[:500]
    else:
        job.state = State.DONE
        record("imports.done", by=by, target=job, new=job.new, known=job.known, refused=job.refused)
    job.finished_at = timezone.now()
    job.save()
    job.lines.all().delete()
    RefusedLine.objects.bulk_create(refused, batch_size=500)
    return job
