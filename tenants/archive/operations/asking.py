"""Ask for the archive of a space, give it up, have it, remove it."""

from __future__ import annotations

from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit
from tenants.archive.models import Archive, State


@transaction.atomic
def request_archive(*, by: Actor) -> Archive:
    """Have the whole space put in one file by the worker. Raises `NotAllowed`; `RuleBroken` while another is under way."""
    require("archive.request", by)
    try:
        with transaction.atomic():
            archive = Archive.objects.create(requested_by_id=by.pk, slot=1)
    except IntegrityError as error:
        message = _("Une archive est déjà en préparation : attendez qu’elle soit prête, ou annulez-la.")
        raise RuleBroken("busy", message) from error
    record("archive.request", by=by, target=archive)
    emit("archive.asked", archive_id=archive.pk)
    return archive


@transaction.atomic
def cancel_archive(*, by: Actor, archive: Archive) -> Archive:
    """Give up an archive under way; the worker stops at its next rows and leaves nothing behind."""
    require("archive.cancel", by, archive)
    held = Archive.objects.select_for_update(of=("self",)).get(pk=archive.pk)
    require("archive.cancel", by, held)  # it may just have ended
    held.state, held.run, held.slot = State.CANCELLED, None, None
    held.save(update_fields=["state", "run", "slot"])
    record("archive.cancel", by=by, target=held)
    return held


@transaction.atomic
def download_archive(*, by: Actor, archive: Archive) -> Archive:
    """Note that someone has the file. Raises `NotAllowed` for whoever may not (any more)."""
    require("archive.download", by, archive)
    record("archive.download", by=by, target=archive, seal=archive.seal)
    return archive


@transaction.atomic
def discard_archive(*, by: Actor, archive: Archive) -> None:
    """Remove the file before its time."""
    require("archive.discard", by, archive)
    if archive.content.name:
        transaction.on_commit(partial(archive.content.storage.delete, archive.content.name))
    Archive.objects.filter(pk=archive.pk).update(state=State.EXPIRED, content="", run=None, slot=None)
    record("archive.discard", by=by, target=archive)
