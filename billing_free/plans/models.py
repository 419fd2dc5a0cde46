"""On the platform: what operators decided for a space, what its team asked, and where it stood when last looked at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from billing_free.quotas.table import QUOTAS, PlanName
from tenants.spaces.models import Space


class SpacePlan(models.Model):
    """The plan that an operator chose for a space; no row: that of its kind. `limits`: of one made to measure."""

    space = models.OneToOneField(Space, on_delete=models.CASCADE, related_name="chosen_plan")
    plan = models.CharField(max_length=20, choices=PlanName)
    limits = models.JSONField(default=dict)
    chosen_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(plan=PlanName.CHOICE) | Q(limits={}), name="plan_limits_made_to_measure"
            )
        ]

    def __str__(self) -> str:
        """Name the plan."""
        return self.get_plan_display()


class Ask(models.Model):
    """A team asks for more; an operator answers. One at a time waits."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="asks")
    message = models.TextField()
    asked_at = models.DateTimeField(db_default=Now())
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space"], condition=Q(answered_at=None), name="ask_one_waits")
        ]

    def __str__(self) -> str:
        """Name the space."""
        return f"asked by {self.space_id}"


class Raise(models.Model):
    """A limit raised for a time. It ends by itself after its last day, or before when an operator says so."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="raises")
    quota = models.CharField(max_length=20)
    limit = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=500)
    until = models.DateField()
    made_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="raise_has_a_reason")]

    def __str__(self) -> str:
        """Name the quota and its last day."""
        return f"{self.quota} until {self.until}"

    @property
    def label(self) -> str:
        """Return what the quota is called."""
        return str(QUOTAS[self.quota].label)

    @property
    def is_current(self) -> bool:
        """Tell whether it still counts."""
        return self.ended_at is None and timezone.localdate() <= self.until


class Standing(models.Model):
    """Where a space stood when it was last looked at: `{quota: {used, limit, percent}}`, and its fullest quota (%)."""

    space = models.OneToOneField(Space, on_delete=models.CASCADE, related_name="standing")
    figures = models.JSONField(default=dict)
    fullest = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-fullest"], name="standing_fullest")]

    def __str__(self) -> str:
        """Name the space."""
        return f"standing of {self.space_id}"
