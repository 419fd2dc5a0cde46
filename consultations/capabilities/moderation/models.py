"""Reports by people, and decisions by moderators."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Contribution


class Report(models.Model):
    """Someone says that a contribution breaks the charter. One open report per person and contribution."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=40)  # a code of the list of reasons
    message = models.CharField(_("précision"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    decision = models.ForeignKey("Decision", null=True, on_delete=models.SET_NULL, related_name="reports")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contribution", "reporter"], condition=Q(decision=None), name="report_open_once_per_person"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["contribution"], condition=Q(decision=None), name="report_open")]

    def __str__(self) -> str:
        """Name it by what is reported."""
        return f"{self.reason} → {self.contribution_id}"


class Verdict(models.TextChoices):
    """What a moderator decides."""

    HIDE = "hide", _("Masquée")
    RESTORE = "restore", _("Rétablie")
    KEEP = "keep", _("Maintenue")


class Decision(models.Model):
    """A decision on a contribution, with its reason. Only ever added."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=40, blank=True)
    message = models.CharField(_("message à l’auteur"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        """Name it by what was decided."""
        return f"{self.verdict} {self.contribution_id}"
