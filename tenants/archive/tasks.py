"""The worker's part."""

from __future__ import annotations

from django.utils import timezone

from platform_core.background.periodic import periodic
from platform_core.background.tasks import BULK, task
from tenants.archive.making import SELF, make_archive
from tenants.archive.operations.building import remove_outdated
from tenants.archive.queries import abandoned, work_is_due

LONGEST = 6 * 3600  # seconds: a large space with many files


@task("archive.build", scope="space", queue=BULK, when_frozen=True, time_limit=LONGEST)
def build(*, archive_id: int, **_future: object) -> None:
    """Build an archive."""
    make_archive(archive_id)


@task("archive.keep", scope="space", when_frozen=True)
def keep(**_future: object) -> None:
    """Take up what nobody builds, remove the files kept no longer."""
    at = timezone.now()
    remove_outdated(by=SELF, at=at)
    for archive in abandoned(at):
        build.send(archive_id=archive.pk)


periodic(keep, due=work_is_due)
