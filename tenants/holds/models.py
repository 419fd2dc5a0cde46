"""Why a space is kept, by whom, since when, until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenants.spaces.models import Space


class Hold(models.Model):
    """One hold. A space has at most one that is not lifted; a trigger of the database refuses its deletion meanwhile."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    set_by = models.BigIntegerField(null=True)  # an operator's account; no foreign key: the hold outlives it
    set_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.BigIntegerField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space"], condition=Q(lifted_at=None), name="hold_one_a_space"),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_with_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | ~Q(lifted_because=""), name="hold_lifted_with_reason"
            ),
        ]

    def __str__(self) -> str:
        """Name it by its number."""
        return f"hold {self.pk}"
