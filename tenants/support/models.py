"""Who entered a space from outside, why, until when. In the space's schema: it belongs to its team."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from platform_core.accounts.models import User
from tenants.support.rules import LONGEST_BREAK_GLASS, LONGEST_CONSENT


class Way(models.TextChoices):
    """How an operator comes in."""

    CONSENT = "consent", _("Avec l’accord de l’équipe")
    BREAK_GLASS = "break_glass", _("En urgence, sans attendre l’accord")


class SupportAccess(models.Model):
    """One access: asked for, given, used, ended. `person` is the account that acts in the space meanwhile."""

    way = models.CharField(max_length=12, choices=Way)
    operator = models.BigIntegerField(null=True)  # an account of the platform; none while the team waits for any
    operator_name = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    given_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    until = models.DateTimeField(null=True)
    entered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # revoked, refused, or ended before its time
    person = models.OneToOneField(User, null=True, on_delete=models.SET_NULL, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True, null=True)
    secret_until = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(given_at=None, until=None) | Q(given_at__isnull=False, until__isnull=False),
                name="support_given_until",
            ),
            models.CheckConstraint(
                condition=Q(until=None)
                | (Q(way="consent") & Q(until__lte=F("given_at") + timedelta(hours=LONGEST_CONSENT)))
                | (Q(way="break_glass") & Q(until__lte=F("given_at") + LONGEST_BREAK_GLASS)),
                name="support_not_too_long",
            ),
            models.CheckConstraint(condition=Q(way="consent") | ~Q(reason=""), name="support_break_glass_reason"),
            models.UniqueConstraint(
                fields=["operator"], condition=Q(given_at=None, ended_at=None), name="support_asked_once"
            ),
        ]

    def __str__(self) -> str:
        """Name the access."""
        return f"support access {self.pk}"

    @property
    def is_asked(self) -> bool:
        """Tell whether the team has still to answer."""
        return self.given_at is None and self.ended_at is None

    @property
    def is_open(self) -> bool:
        """Tell whether it lets in, now."""
        return self.until is not None and self.ended_at is None and self.until > timezone.now()
