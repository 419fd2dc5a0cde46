"""Join files to a contribution, inside the operation that writes it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Max

from consultations.capabilities.authoring.models import WaitingFile
from consultations.process.models import Attachment, Contribution
from platform_core.access.actors import Actor
from platform_core.files.operations import delete_file, publish_file


def join_files(contribution: Contribution, *, by: Actor, values: dict[str, Any]) -> None:
    """Join the files that wait, take away those that are not wanted any more.

    `values`, as the form gives them: `waiting` and `removed` (keys of files), `picture_description`. A file of somebody
    else, or that was joined meanwhile, is passed over.
    """
    _take_away(contribution, by, values.get("removed") or ())
    waiting = WaitingFile.objects.filter(pk__in=values.get("waiting") or (), person_id=by.pk)
    order = (contribution.attachments.aggregate(last=Max("order"))["last"] or 0) + 1
    for one in waiting.select_related("file").select_for_update(of=("self",)).order_by("-is_picture", "created_at"):
        publish_file(by=by, stored=one.file)
        said = values.get("picture_description", "") if one.is_picture else ""
        Attachment.objects.create(contribution=contribution, file=one.file, description=said, order=order)
        one.delete()
        order += 1


def _take_away(contribution: Contribution, by: Actor, unwanted: Collection[UUID]) -> None:
    for joined in contribution.attachments.filter(file__in=unwanted).select_related("file"):
        delete_file(by=by, stored=joined.file)  # and with it the line that joins it
