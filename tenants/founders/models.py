"""Codes sent to addresses, so that only who reads the address sees its spaces."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class FounderCode(models.Model):
    """A code of six digits sent to an address. Kept sealed; dies of age, of wrong guesses, or of use."""

    email = models.EmailField()
    seal = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    origin = models.CharField(max_length=64, blank=True)  # seal of the visitor's address, to count
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["email", "created_at"], name="founder_code_email"),
            models.Index(fields=["origin", "created_at"], name="founder_code_origin"),
        ]

    def __str__(self) -> str:
        """Name the code without its address."""
        return f"code {self.pk}"
