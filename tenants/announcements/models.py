"""Announcements, and the spaces that each one is for."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.spaces.models import Space


class Level(models.TextChoices):
    """How it is shown."""

    INFO = "info", _("Information")
    MAINTENANCE = "maintenance", _("Maintenance")


class Announcement(models.Model):
    """One message to teams, between two moments. `everyone`: also to spaces that open meanwhile."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # what spaces know of it
    title = models.CharField(max_length=120)
    body = models.TextField(blank=True)  # Markdown
    level = models.CharField(max_length=20, choices=Level, default=Level.INFO)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    audience = models.CharField(max_length=120)  # in words, as it was chosen
    everyone = models.BooleanField(default=False)
    with_letter = models.BooleanField(default=False)
    written_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-starts_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["-starts_at", "-id"], name="announcement_starts")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="announcement_ends_after_start"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="announcement_level_known"),
        ]

    def __str__(self) -> str:
        """Return its title."""
        return self.title

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether operators took it back."""
        return self.withdrawn_at is not None

    @property
    def has_begun(self) -> bool:
        """Tell whether teams may have read it: it is not changed any more."""
        return timezone.now() >= self.starts_at

    @property
    def is_over(self) -> bool:
        """Tell whether nobody reads it any more."""
        return self.is_withdrawn or timezone.now() >= self.ends_at


class Addressee(models.Model):
    """A space that an announcement is for, and where its letter is. Of one to everybody: only those that are written to."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="addressees")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["announcement", "space"], name="announcement_once_a_space")
        ]
        indexes: ClassVar = [
            models.Index(fields=["announcement"], condition=Q(told_at=None), name="announcement_untold")
        ]

    def __str__(self) -> str:
        """Name the space by its number."""
        return f"announcement {self.announcement_id} to space {self.space_id}"
