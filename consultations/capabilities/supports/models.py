"""The supports' one table."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from consultations.process.models import Contribution


class Support(models.Model):
    """One person's backing of one contribution."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supports")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # The database, not the code, makes it one per person.
        constraints: ClassVar = [models.UniqueConstraint(fields=["contribution", "person"], name="support_once")]

    def __str__(self) -> str:
        """Name the link by its two ends."""
        return f"{self.person_id} → {self.contribution_id}"
