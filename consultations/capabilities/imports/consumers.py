"""The worker's part."""

from __future__ import annotations

from consultations.capabilities.imports.models import Import
from consultations.capabilities.imports.operations import read_import
from platform_core.access import System
from platform_core.background.tasks import BULK
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer


@consumer("imports.read", of="import.asked", queue=BULK)
def read(event: Event) -> None:
    """Read the file of an import that was asked for."""
    job = Import.objects.select_related("step__consultation", "file").filter(pk=event.payload["import_id"]).first()
    if job:
        read_import(by=System("imports.read"), job=job)
