"""Each time that operators made the platform read-only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import IsNull


class Pause(models.Model):
    """One time. The database lets only one be open."""

    reason = models.CharField(max_length=300)  # everybody reads it
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-began_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                IsNull(F("ended_at"), rhs=True), condition=Q(ended_at=None), name="pause_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="pause_has_a_reason"),
        ]

    def __str__(self) -> str:
        """Name it by when it began."""
        return f"since {self.began_at:%Y-%m-%d %H:%M}"
