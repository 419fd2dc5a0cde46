"""What is done regularly."""

from __future__ import annotations

from django.utils import timezone

from consultations.capabilities.authoring.waiting import KEPT, forget_files, stale
from platform_core.access import System
from platform_core.background.periodic import periodic
from platform_core.background.tasks import BULK, task
from platform_core.retention import must_be_kept


@task("authoring.forget_files", scope="space", queue=BULK)
def forget_files_left(**_future: object) -> None:
    """Have the files removed that nobody came back for."""
    forget_files(by=System("authoring"), before=timezone.now() - KEPT)


periodic(forget_files_left, due=lambda: stale(timezone.now() - KEPT).exists() and not must_be_kept())
