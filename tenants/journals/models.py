"""What the platform knows of the log of each space, and of its own: how far it was sealed, when it was last compared."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tenants.spaces.models import Space


class Journal(models.Model):
    """One log (`space` empty: the platform's). `known_day` and `known_digest` are its last seal, found good: a chain cut
    short, or made anew, no longer holds it.
    """

    space = models.OneToOneField(Space, null=True, on_delete=models.CASCADE, related_name="journal")
    known_day = models.DateField(null=True)
    known_digest = models.CharField(max_length=64, blank=True)
    known_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    through = models.DateField(null=True)  # the last day compared
    rows = models.PositiveIntegerField(default=0)
    fault_day = models.DateField(null=True)
    fault_kind = models.CharField(max_length=10, blank=True)
    fault_entry = models.BigIntegerField(null=True)
    faults = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space"], nulls_distinct=False, name="journal_one_each"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["faults"], condition=models.Q(faults__gt=0), name="journal_faults"),
        ]

    def __str__(self) -> str:
        """Name the space by its number."""
        return f"journal of {self.space_id or 'the platform'}"
