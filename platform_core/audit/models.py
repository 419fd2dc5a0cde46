"""The log, the seals of its days, and what was removed from it by age."""

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
            models.Index(fields=["at", "id"], name="audit_at"),
        ]

    def __str__(self) -> str:
        """Name the entry by what was done."""
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"


class Seal(models.Model):
    """One day (UTC) of the log, sealed once it is over: what was there, and the seal of the day before.

    `marks`: the number of each entry and what its contents are worth, in order, so that a fault has a place. Without the
    key of the scope nobody can write a day anew.
    """

    append_only = True  # likewise

    day = models.DateField(unique=True)
    rows = models.PositiveIntegerField()
    marks = models.TextField(blank=True)  # "12:9f3c… 13:a01b…"
    previous = models.CharField(max_length=64, blank=True)  # digest of the day before; empty for the first
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        """Name the day."""
        return f"{self.day:%Y-%m-%d}"


class Purge(models.Model):
    """Entries that were removed because they were too old, as the rule says. Sealed too: nobody else can say so."""

    append_only = True  # likewise

    until = models.DateField(unique=True)  # the last day of which nothing is kept
    rows = models.PositiveIntegerField()
    seal = models.CharField(max_length=64)
    purged_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["until"]

    def __str__(self) -> str:
        """Name the last day that went."""
        return f"until {self.until:%Y-%m-%d}"
