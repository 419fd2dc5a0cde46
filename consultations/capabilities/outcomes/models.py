"""Official answers, each with the state it gives."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Contribution


class Fate(models.TextChoices):
    """Where a contribution is in the hands of those who answer; without an answer it is simply received."""

    UNDER_STUDY = "under_study", _("À l’étude")
    ACCEPTED = "accepted", _("Retenue")
    PARTLY = "partly_accepted", _("Retenue en partie")
    REFUSED = "refused", _("Non retenue")
    DONE = "done", _("Réalisée")


class Answer(models.Model):
    """An official answer. A new one replaces the last as the current one; all stay public."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="answers")
    fate = models.CharField(_("suite donnée"), max_length=20, choices=Fate)
    body = models.TextField(_("réponse motivée"), max_length=10_000)
    answered_by = models.CharField(_("au nom de"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contribution"], condition=Q(is_current=True), name="answer_one_current"),
            models.CheckConstraint(condition=~Q(body=""), name="answer_has_reasons"),
        ]

    def __str__(self) -> str:
        """Name it by what it says."""
        return f"{self.fate} {self.contribution_id}"
