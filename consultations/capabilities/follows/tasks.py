"""What is done regularly."""

from __future__ import annotations

from django.utils import timezone

from consultations.capabilities.follows.operations.announcing import recall_ends
from consultations.capabilities.follows.queries import recall_is_due
from platform_core.access import System
from platform_core.background.periodic import periodic
from platform_core.background.tasks import task


@task("follows.recall_ends", scope="space")
def recall_ends_due(**_future: object) -> None:
    """Have the near end of steps told."""
    recall_ends(by=System("follows"), at=timezone.now())


periodic(recall_ends_due, due=recall_is_due)
