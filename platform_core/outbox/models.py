"""Events and what each consumer has done of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Event(models.Model):
    """A fact: its name (`slice.happened`) and identifiers. Never texts or addresses of people."""

    name = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Name the event."""
        return f"{self.name} #{self.pk}"


class State(models.TextChoices):
    """Where a delivery is."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"  # tried MAX_ATTEMPTS times: the operator's console shows it


class Delivery(models.Model):
    """One consumer's work on one event; the row is the truth, the broker's message only wakes the worker."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    consumer = models.CharField(max_length=80)
    queue = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    error = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "consumer"], name="delivery_once")]
        indexes: ClassVar = [
            models.Index(fields=["queue", "due_at"], condition=Q(state="pending"), name="delivery_pending"),
            models.Index(fields=["state"], condition=Q(state="failed"), name="delivery_failed"),
        ]

    def __str__(self) -> str:
        """Name the delivery."""
        return f"{self.consumer} ← {self.event_id}"
