"""Files received with a form that is refused are kept, so that nobody has to choose them again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import IO

from django.db import transaction
from django.db.models import QuerySet

from consultations.capabilities.authoring.models import WaitingFile
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.errors import RuleBroken
from platform_core.files.kinds import KINDS, PICTURES
from platform_core.files.operations import delete_file, store_upload
from platform_core.retention import must_be_kept

KEPT = timedelta(days=2)
MOST = 12  # of one person: a form takes six; beyond, the oldest go
AT_ONCE = 200  # removed by one run of the periodic work


def keep_file(*, by: Actor, file: IO[bytes], is_picture: bool) -> WaitingFile:
    """Keep a file for its author alone. Raises `RuleBroken`, with the field of the form, for a file that is refused."""
    require("files.store", by)
    field, allowed = ("picture", PICTURES) if is_picture else ("documents", frozenset(KINDS))
    try:
        with transaction.atomic():
            stored = store_upload(by=by, file=file, public=False, allowed=allowed)
            kept = WaitingFile.objects.create(file=stored, person_id=by.pk, is_picture=is_picture)
    except RuleBroken as error:
        raise RuleBroken(error.code, error.message, field) from error
    mine = WaitingFile.objects.filter(person_id=by.pk).order_by("-created_at", "-pk")
    drop_files(by=by, waiting=mine[MOST:])
    return kept


@transaction.atomic
def drop_files(*, by: Actor, waiting: Iterable[WaitingFile]) -> None:
    """Remove files of one's own that were kept and are not wanted any more."""
    require("files.store", by)
    for one in waiting:
        delete_file(by=by, stored=one.file)


@transaction.atomic
def forget_files(*, by: Actor, before: datetime) -> int:
    """Remove the files that nobody came back for; returns how many. None where everything must be kept."""
    require("authoring.forget", by)
    if must_be_kept():
        return 0
    left = list(stale(before).select_related("file").select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
    for one in left:
        delete_file(by=by, stored=one.file)
    return len(left)


def stale(before: datetime) -> QuerySet[WaitingFile]:
    """Return the files kept since before that moment."""
    return WaitingFile.objects.filter(created_at__lt=before)
