"""Who follows what, and which reminders were given."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from consultations.process.models import Consultation, Contribution, Step


class Follow(models.Model):
    """Someone follows a consultation or a contribution. Stopping keeps the row: it is not followed again by itself."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    consultation = models.ForeignKey(Consultation, null=True, on_delete=models.CASCADE, related_name="follows")
    contribution = models.ForeignKey(Contribution, null=True, on_delete=models.CASCADE, related_name="follows")
    is_on = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(consultation=None, contribution__isnull=False)
                | Q(consultation__isnull=False, contribution=None),
                name="follow_one_thing",
            ),
            # In this order: these indexes are also how those who follow something are found.
            models.UniqueConstraint(
                fields=["consultation", "person"], condition=Q(contribution=None), name="follow_consultation_once"
            ),
            models.UniqueConstraint(
                fields=["contribution", "person"], condition=Q(consultation=None), name="follow_contribution_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-id"], condition=Q(is_on=True), name="follow_mine")]

    def __str__(self) -> str:
        """Name the link by its two ends."""
        return f"{self.person_id} → {self.consultation_id or self.contribution_id}"


class Reminder(models.Model):
    """The nearing end of a step was said. An extension gives another end, hence another reminder."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="+")
    closes_at = models.DateTimeField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["step", "closes_at"], name="reminder_once")]

    def __str__(self) -> str:
        """Name it by its step and end."""
        return f"{self.step_id} {self.closes_at:%Y-%m-%d}"
