"""What was measured, in the platform's schema: a space's row now, and one row a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tenants.spaces.models import Space


class Usage(models.Model):
    """What a space used when it was last measured."""

    space = models.OneToOneField(Space, on_delete=models.CASCADE, related_name="+")
    figures = models.JSONField(default=dict)  # slug of a meter → whole number
    measured_at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the space."""
        return f"usage of {self.space_id}"


class UsageDay(models.Model):
    """The last measure of a day, kept for `KEPT_FOR`."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    figures = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "on"], name="usage_one_a_day")]
        indexes: ClassVar = [models.Index(fields=["on"], name="usage_day")]

    def __str__(self) -> str:
        """Name the space and the day."""
        return f"usage of {self.space_id} on {self.on}"
