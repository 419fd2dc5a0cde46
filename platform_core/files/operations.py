"""Writes of files."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from hashlib import sha256
from typing import IO
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.db import transaction

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.files.checks import CheckedFile, check_upload
from platform_core.files.errors import UploadRefused
from platform_core.files.kinds import KINDS, PICTURES
from platform_core.files.models import StoredFile
from platform_core.files.names import with_extension
from platform_core.files.pictures import Picture, clean_picture, thumbnail
from platform_core.files.room import refusal

MAX_BYTES = 10_000_000


@transaction.atomic
def store_upload(
    *,
    by: Actor,
    file: IO[bytes],
    public: bool,
    allowed: Collection[str] = frozenset(KINDS),
    max_bytes: int = MAX_BYTES,
    is_owed: bool = False,
) -> StoredFile:
    """Keep an uploaded file, known by its content; a picture is encoded anew, without place or date, with a small one.

    `allowed` are keys of `kinds.KINDS`. Raises `UploadRefused` (a `RuleBroken` without field) with a sentence that says
    what to do, `"no_room"` among others unless the file `is_owed`: part of a ballot or of an answer to a survey.
    """
    require("files.store", by)
    checked = check_upload(file, allowed=allowed, max_bytes=max_bytes)
    if not is_owed and (reason := refusal(checked.size)):
        raise UploadRefused("no_room", reason)
    stored = StoredFile(owner_id=by.pk, is_public=public, name=checked.clean_name)
    if checked.kind in PICTURES:
        _keep_picture(stored, clean_picture(file), thumbnail(file))
    else:
        _keep_document(stored, checked, file)
    stored.save()
    record("files.store", by=by, target=stored, content_type=stored.content_type, size=stored.size)
    return stored


@transaction.atomic
def share_files(*, by: Actor, files: Collection[UUID]) -> None:
    """Open files to everybody: those of something that becomes public."""
    require("files.share", by)
    shared = list(StoredFile.objects.filter(pk__in=files, is_public=False))
    StoredFile.objects.filter(pk__in=[one.pk for one in shared]).update(is_public=True)
    for one in shared:
        record("files.share", by=by, target=one)


@transaction.atomic
def publish_file(*, by: Actor, stored: StoredFile) -> None:
    """Open one's own file to everybody."""
    require("files.publish", by, stored)
    stored.is_public = True
    stored.save(update_fields=["is_public"])
    record("files.publish", by=by, target=stored)


@transaction.atomic
def delete_file(*, by: Actor, stored: StoredFile) -> None:
    """Remove a file; its bytes go once this is certain."""
    require("files.store", by)
    require("files.read", by, stored)
    kept = [(field.storage, field.name) for field in (stored.content, stored.thumbnail) if field.name]
    record("files.delete", by=by, target=stored)
    stored.delete()
    for storage, name in kept:
        transaction.on_commit(partial(storage.delete, name))


def _keep_picture(stored: StoredFile, picture: Picture, small: Picture) -> None:
    kind = next(kind for kind in KINDS.values() if kind.content_type == picture.content_type)
    stored.name = with_extension(stored.name, kind.extensions)
    stored.content_type, stored.size = picture.content_type, len(picture.content)
    stored.sha256 = sha256(picture.content).hexdigest()
    stored.width, stored.height = picture.width, picture.height
    stored.content.save(stored.name, ContentFile(picture.content), save=False)
    stored.thumbnail.save(stored.name, ContentFile(small.content), save=False)


def _keep_document(stored: StoredFile, checked: CheckedFile, file: IO[bytes]) -> None:
    stored.content_type, stored.size, stored.sha256 = checked.content_type, checked.size, checked.sha256
    file.seek(0)
    stored.content.save(checked.clean_name, File(file), save=False)
