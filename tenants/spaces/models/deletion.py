"""How a space ends: the decision, its progress, and the receipt that remains."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenants.spaces.models.space import Space
from tenants.spaces.rules import State


class Origin(models.TextChoices):
    """Who asked for a deletion."""

    TEAM = "team", _("L’équipe de l’espace")
    OPERATORS = "operators", _("Les opérateurs de la plateforme")
    COMMAND = "command", _("Le serveur de la plateforme")


class Deletion(models.Model):
    """A decision to delete a space: asked for, approved by a second operator when an operator asked, done or cancelled."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="deletions")
    origin = models.CharField(max_length=10, choices=Origin)
    asked_by = models.BigIntegerField(null=True)  # an account of the space (team) or of the platform (operators)
    asked_at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField()
    approved_by = models.BigIntegerField(null=True)  # an account of the platform
    approved_at = models.DateTimeField(null=True)
    state_before = models.CharField(max_length=20, choices=State, blank=True)
    last_call_at = models.DateTimeField(null=True)  # when the last reminder was written
    cancelled_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)  # what the space held, written before anything of it is removed
    counted_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space"], condition=Q(cancelled_at=None, done_at=None), name="deletion_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(origin="operators")
                | Q(approved_at=None)
                | (Q(approved_by__isnull=False) & ~Q(approved_by=F("asked_by"))),
                name="deletion_two_operators",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(cancelled_at=None), name="deletion_done_or_cancelled"
            ),
        ]

    def __str__(self) -> str:
        """Name the decision."""
        return f"deletion {self.pk} of space {self.space_id}"

    @property
    def is_waiting(self) -> bool:
        """Tell whether a second operator has still to approve it."""
        return self.approved_at is None and self.cancelled_at is None and self.done_at is None


class Receipt(models.Model):
    """The proof that a space was deleted: who, when, why, how much. No name of a person, nothing of what it held.

    `checksum` is the SHA-256 of the facts, `seal` the same with the platform's secret: changed facts no longer match.
    """

    append_only = True  # the database role may only read and insert

    schema_name = models.CharField(max_length=63, unique=True)
    label = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=200)
    origin = models.CharField(max_length=10, choices=Origin)
    asked_by = models.BigIntegerField(null=True)
    approved_by = models.BigIntegerField(null=True)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    deleted_at = models.DateTimeField()
    counts = models.JSONField()
    checksum = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-deleted_at"]

    def __str__(self) -> str:
        """Name the receipt."""
        return f"receipt {self.pk} ({self.schema_name})"
