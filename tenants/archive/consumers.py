"""What follows a request: the archive is built, the other administrators are told, whoever asked is told of the end."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from platform_core import scope
from platform_core.access import System
from platform_core.background.tasks import BULK, publish
from platform_core.notifications.operations.telling import notify
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer
from tenants.archive.models import Archive, State
from tenants.archive.queries import other_administrators

SELF = System("archive")


@consumer("archive.build", of="archive.asked")
def build(event: Event) -> None:
    """Have an archive built: by a task and not here, since it lasts longer than a transaction may."""
    schema, key = scope.schema_name(), event.payload["archive_id"]
    transaction.on_commit(lambda: publish("archive.build", BULK, schema=schema, archive_id=key))


@consumer("archive.warn", of="archive.asked")
def warn(event: Event) -> None:
    """Tell the other administrators: such a file leaves with everybody's data."""
    archive = Archive.objects.select_related("requested_by").filter(pk=event.payload["archive_id"]).first()
    if archive is not None:
        others = other_administrators(archive.requested_by_id)
        _tell(archive, "archive.asked", others, person=str(archive.requested_by or ""))


@consumer("archive.tell", of="archive.ended")
def tell(event: Event) -> None:
    """Tell whoever asked that the file is there, or why it is not."""
    archive = Archive.objects.filter(pk=event.payload["archive_id"]).first()
    if archive is None or archive.requested_by_id is None or archive.state not in {State.READY, State.FAILED}:
        return
    kind = "archive.ready" if archive.is_ready else "archive.failed"
    _tell(archive, kind, [archive.requested_by_id], detail=archive.error)


def _tell(archive: Archive, kind: str, recipients: list[int], **facts: str) -> None:
    notify(
        by=SELF,
        kind=kind,
        event=f"archive:{archive.pk}",
        recipients=recipients,
        path=reverse("archive:page"),
        facts=facts,
    )
