"""Pictures of a consultation, of its themes, and of their briefings."""

from __future__ import annotations

from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.process.changing import locked
from consultations.process.models import Consultation, Illustration, State, Theme
from consultations.process.queries.files import is_shown
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.files.kinds import PICTURES
from platform_core.files.models import StoredFile
from platform_core.files.operations import delete_file, store_upload

MOST = 12  # illustrations of one briefing


@transaction.atomic
def set_consultation_picture(*, by: Actor, consultation: Consultation, file: IO[bytes] | None) -> None:
    """Give a consultation a picture, or none. Raises `UploadRefused` for a file that is not one."""
    require("consultations.edit", by, consultation)
    _replace(locked(consultation), file, consultation, by)


@transaction.atomic
def set_theme_picture(*, by: Actor, theme: Theme, file: IO[bytes] | None) -> None:
    """Give a theme a picture, or none. Raises `UploadRefused` for a file that is not one."""
    require("consultations.edit", by, theme.consultation)
    _replace(locked(theme), file, theme.consultation, by)


@transaction.atomic
def add_illustration(*, by: Actor, theme: Theme, file: IO[bytes], description: str, credit: str = "") -> Illustration:
    """Add a picture to a briefing. Raises `RuleBroken` beyond 12, `UploadRefused` for a file that is not a picture."""
    require("consultations.edit", by, theme.consultation)
    now = locked(theme)
    count = now.illustrations.count()
    if count >= MOST:
        raise RuleBroken("too_many", _("Douze images suffisent : retirez-en une d’abord."), "file")
    stored = store_upload(by=by, file=file, public=_is_public(theme.consultation), allowed=PICTURES)
    made = Illustration.objects.create(theme=now, file=stored, description=description, credit=credit, order=count)
    record("consultations.add_illustration", by=by, target=now, illustration=made.pk)
    return made


@transaction.atomic
def delete_illustration(*, by: Actor, illustration: Illustration) -> None:
    """Take a picture out of a briefing; its file goes unless another edition shows it."""
    require("consultations.edit", by, illustration.theme.consultation)
    stored = illustration.file
    record("consultations.delete_illustration", by=by, target=illustration.theme, illustration=illustration.pk)
    illustration.delete()
    _forget(stored, by)


def _replace(row: Consultation | Theme, file: IO[bytes] | None, consultation: Consultation, by: Actor) -> None:
    before = row.picture
    public = _is_public(consultation)
    row.picture = store_upload(by=by, file=file, public=public, allowed=PICTURES) if file else None
    row.save(update_fields=["picture"])
    record("consultations.set_picture", by=by, target=row, has_picture=file is not None)
    if before is not None:
        _forget(before, by)


def _is_public(consultation: Consultation) -> bool:
    return consultation.state != State.DRAFT


def _forget(stored: StoredFile, by: Actor) -> None:
    if not is_shown(stored):
        delete_file(by=by, stored=stored)
