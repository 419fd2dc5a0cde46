"""The log's one table."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One action. Holds identifiers and values, no name and no e-mail: erasing a person needs no change here."""

    append_only = True  # the database role may only read and insert

    at = models.DateTimeField(auto_now_add=True)
    action = models.CharField(max_length=80)  # slice.verb, as the permission
    actor_id = models.BigIntegerField(
        null=True
    )  # a user of this schema; no foreign key, so that the log outlives accounts
    actor_name = models.CharField(max_length=80, blank=True)  # which part of the platform, when no person acted
    target_type = models.CharField(max_length=60, blank=True)
    target_id = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["target_type", "target_id", "-id"], name="audit_target"),
            models.Index(fields=["action", "-id"], name="audit_action"),
        ]

    def __str__(self) -> str:
        """Name the entry by what was done."""
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
