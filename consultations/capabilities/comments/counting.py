"""Part of the process's own writes: it calls this when the status of a comment changes, in the same transaction."""

from __future__ import annotations

from django.db.models import F

from consultations.process.models import Contribution


def count_shown(contribution: Contribution, is_shown: bool) -> None:  # noqa: FBT001 (the process calls it so)
    """Keep the number of comments of what is commented, when one is hidden, withdrawn or shown again."""
    change = 1 if is_shown else -1
    Contribution.objects.filter(comments__pk=contribution.pk).update(comments_count=F("comments_count") + change)
