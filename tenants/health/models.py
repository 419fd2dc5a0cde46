"""What was last read of each thing that is watched."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """How one thing is; see `registry.Status`."""

    FINE = "fine", _("En ordre")
    WATCH = "watch", _("À surveiller")
    DOWN = "down", _("En panne")


class Watched(models.Model):
    """One thing that is watched: how it was when somebody last looked, and since when."""

    slug = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=Status)
    says = models.TextField()
    advice = models.TextField(blank=True)
    since = models.DateTimeField()  # of this status
    seen_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)  # operators were told that it is down, and not yet that it is back

    class Meta:
        ordering: ClassVar = ["slug"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(status__in=["fine", "watch", "down"]), name="watched_status"),
        ]

    def __str__(self) -> str:
        """Name it and how it is."""
        return f"{self.slug}: {self.status}"
