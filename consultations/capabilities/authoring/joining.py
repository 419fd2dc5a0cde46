"""Join files to a contribution, inside the operation that writes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from django.db.models import Max

from consultations.process.models import Attachment, Contribution
from platform_core.access.actors import Actor
from platform_core.errors import RuleBroken
from platform_core.files.kinds import KINDS, PICTURES
from platform_core.files.operations import store_upload


def join_files(
    contribution: Contribution,
    *,
    by: Actor,
    picture: IO[bytes] | None = None,
    picture_description: str = "",
    documents: Iterable[IO[bytes]] = (),
) -> None:
    """Store and join a picture and documents. Raises `RuleBroken`, with the field, for a file that is refused."""
    order = (contribution.attachments.aggregate(last=Max("order"))["last"] or 0) + 1
    wanted = [("picture", picture, PICTURES)] if picture else []
    wanted += [("documents", document, frozenset(KINDS)) for document in documents]
    for field, file, allowed in wanted:
        try:
            stored = store_upload(by=by, file=file, public=True, allowed=allowed)
        except RuleBroken as error:
            raise RuleBroken(error.code, error.message, field) from error
        description = picture_description if field == "picture" else ""
        Attachment.objects.create(contribution=contribution, file=stored, description=description, order=order)
        order += 1
