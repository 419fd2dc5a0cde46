"""What reacts to what happens: exports are built, whoever asked is told, open data follow what is shown."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from consultations.capabilities.exports.models import Export, State
from consultations.capabilities.exports.operations.building import retire_open_data
from consultations.process.models import Consultation
from platform_core import scope
from platform_core.access import System
from platform_core.background.tasks import BULK, publish
from platform_core.notifications.operations.telling import notify
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer

SELF = System("exports")


@consumer("exports.build", of="export.asked")
def build(event: Event) -> None:
    """Have an export built: by a task and not here, since it lasts longer than a transaction may."""
    schema, key = scope.schema_name(), event.payload["export_id"]
    transaction.on_commit(lambda: publish("exports.build", BULK, schema=schema, export_id=key))


@consumer("exports.tell", of="export.ended")
def tell(event: Event) -> None:
    """Tell whoever asked that the file is there, or why it is not."""
    export = Export.objects.select_related("consultation").filter(pk=event.payload["export_id"]).first()
    if export is None or export.requested_by_id is None or export.state not in {State.READY, State.FAILED}:
        return
    notify(
        by=SELF,
        kind="exports.ready" if export.state == State.READY else "exports.failed",
        event=f"export:{export.pk}",
        recipients=[export.requested_by_id],
        path=reverse("exports:list"),
        facts={"consultation": export.consultation.title, "detail": export.error},
    )


def _changed(event: Event) -> None:
    """Take back the open data in which a contribution is or should be."""
    consultation = Consultation.objects.filter(contributions=event.payload["contribution_id"]).first()
    if consultation:
        retire_open_data(by=SELF, consultation=consultation)


@consumer("exports.moderated", of="contribution.moderated")
def moderated(event: Event) -> None:
    """Something was hidden or shown again."""
    _changed(event)


@consumer("exports.withdrawn", of="contribution.withdrawn")
def withdrawn(event: Event) -> None:
    """Something was taken back."""
    _changed(event)


@consumer("exports.answered", of="contribution.answered")
def answered(event: Event) -> None:
    """Something received its answer, most often after the end."""
    _changed(event)


@consumer("exports.published", of="contribution.published")
def published(event: Event) -> None:
    """Something came in, perhaps imported after the end."""
    _changed(event)
