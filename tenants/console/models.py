"""What the worker saw last, kept on the platform so that no page of the console visits a space to show it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenants.spaces.models import Space


class SpaceHealth(models.Model):
    """How a space was when the worker last looked. Counts and technical names only: nothing that people wrote."""

    space = models.OneToOneField(Space, on_delete=models.CASCADE, related_name="health")
    size_bytes = models.BigIntegerField(null=True)  # tables, indexes and texts of its schema
    sized_at = models.DateTimeField(null=True)
    failures = models.JSONField(default=dict)  # consumer → number of deliveries that were given up
    failed = models.PositiveIntegerField(default=0)  # their sum
    late = models.PositiveIntegerField(default=0)  # deliveries that should have been made LATE_AFTER ago
    oldest_due_at = models.DateTimeField(null=True)  # of the deliveries that wait
    sent_at = models.DateTimeField(null=True)  # of the last letter that left
    oldest_letter_at = models.DateTimeField(null=True)  # of those that have not left
    seen_at = models.DateTimeField(null=True)
    lacking = models.JSONField(default=list)  # migrations of the code that its schema does not have
    update_error = models.CharField(max_length=310, blank=True)  # of the last update that was asked for, scrubbed

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-failed"], condition=Q(failed__gt=0), name="health_failed")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size_bytes=None) | Q(size_bytes__gte=0), name="health_size_positive")
        ]

    def __str__(self) -> str:
        """Name the space."""
        return f"health of {self.space_id}"


class Heartbeat(models.Model):
    """When the worker last did something that the clock had asked of a queue."""

    queue = models.CharField(max_length=10, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the queue."""
        return self.queue
