"""In each space: what was counted in a period, and what operators allowed (a copy, so that asking stays in the space)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Count(models.Model):
    """What a space used of one quota in the period that began that day, and how far its team was warned.

    `used` counts only what must be exact and has no rows of its own (exports, calls); the rest is counted from rows.
    """

    quota = models.CharField(max_length=20)
    period = models.DateField()
    used = models.PositiveBigIntegerField(default=0)
    warned = models.PositiveSmallIntegerField(default=0)  # 0, 80 or 100 %

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quota", "period"], name="quota_one_a_period"),
            models.CheckConstraint(condition=Q(warned__in=[0, 80, 100]), name="quota_warned_levels"),
        ]

    def __str__(self) -> str:
        """Name the quota and the period."""
        return f"{self.quota} since {self.period}"


class Allowance(models.Model):
    """What operators decided for this space; no row: the plan of its kind. Written with their rows, in one transaction.

    `limits`: slug → limit, empty unless the plan is made to measure; `raises`: [slug, limit, last day] each.
    """

    singleton = models.BooleanField(default=True, unique=True)
    plan = models.CharField(max_length=20, blank=True)  # empty: that of the kind of organisation
    limits = models.JSONField(default=dict)
    raises = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(singleton=True), name="allowance_is_one")]

    def __str__(self) -> str:
        """Name the plan."""
        return self.plan
