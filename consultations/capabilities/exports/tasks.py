"""The worker's part."""

from __future__ import annotations

from django.utils import timezone

from consultations.capabilities.exports.making import SELF, make_export
from consultations.capabilities.exports.operations.building import publish_open_data, remove_outdated
from consultations.capabilities.exports.queries import abandoned, over_without_open_data, work_is_due
from platform_core.background.periodic import periodic
from platform_core.background.tasks import BULK, task


@task("exports.build", scope="space", queue=BULK, when_frozen=True)
def build(*, export_id: int, **_future: object) -> None:
    """Build an export."""
    make_export(export_id)


@task("exports.keep", scope="space", when_frozen=True)
def keep(**_future: object) -> None:
    """Take up what nobody builds, publish the open data that are due, remove the files kept no longer."""
    at = timezone.now()
    remove_outdated(by=SELF, at=at)
    for consultation in over_without_open_data(at):
        publish_open_data(by=SELF, consultation=consultation)
    for export in abandoned(at):
        build.send(export_id=export.pk)


periodic(keep, due=work_is_due)
