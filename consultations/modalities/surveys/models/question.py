"""A question and its choices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultations.modalities.surveys.models.survey import Section, Survey
from consultations.modalities.surveys.rules.kinds import TEXTS, WITH_CHOICES, Kind
from consultations.modalities.surveys.rules.questions import Condition, Spec


class Question(models.Model):
    """What is asked. `key` is stable: exports and conditions rely on it.

    `low` and `high` bound the number of choices, the value of a number, the signs of a text, or are the ends of a scale.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind)
    label = models.CharField(_("question"), max_length=300)
    help = models.CharField(_("aide"), max_length=500, blank=True)
    is_required = models.BooleanField(_("réponse obligatoire"), default=False)
    has_other = models.BooleanField(_("proposer « Autre, précisez »"), default=False)
    low = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    interval = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    low_label = models.CharField(max_length=80, blank=True)
    high_label = models.CharField(max_length=80, blank=True)
    depends_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.RESTRICT, related_name="dependents")
    depends_values = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["section__order", "section_id", "order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "key"], name="question_key_once"),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")), name="question_bounds_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(kind="scale") | Q(low__isnull=False, high__isnull=False, low__lt=F("high")),
                name="question_scale_has_ends",
            ),
            models.CheckConstraint(
                condition=Q(depends_on=None, depends_values__len=0)
                | Q(depends_on__isnull=False, depends_values__len__gt=0),
                name="question_condition_whole",
            ),
            models.CheckConstraint(condition=~Q(depends_on=F("pk")), name="question_not_on_itself"),
        ]

    def __str__(self) -> str:
        """Return the question."""
        return self.label

    @property
    def field_name(self) -> str:
        """Return the name of its field in forms and in errors."""
        return f"q{self.pk}"

    @property
    def is_text(self) -> bool:
        """Tell whether people answer in their own words."""
        return self.kind in TEXTS

    @property
    def spec(self) -> Spec:
        """Return the rules of its answers (`choices` and `depends_on` should be prefetched)."""
        return self.spec_with([choice.value for choice in self.choices.all()] if self.kind in WITH_CHOICES else [])

    def spec_with(self, choices: Sequence[str]) -> Spec:
        """Return the rules of its answers, were these its choices; it need not be in the database."""
        decides = self.depends_on
        return Spec(
            key=self.key,
            kind=self.kind,
            required=self.is_required,
            choices=tuple(choices),
            other=self.has_other,
            low=self.low,
            high=self.high,
            interval=self.interval,
            condition=Condition(decides.key, frozenset(self.depends_values)) if decides else None,
        )


class Choice(models.Model):
    """One answer that can be chosen. `value` is recorded and never changes, `label` is read."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    value = models.SlugField(max_length=40)
    label = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "value"], name="choice_value_once"),
            models.CheckConstraint(condition=~Q(value="other"), name="choice_is_not_other"),
        ]

    def __str__(self) -> str:
        """Return what is read."""
        return self.label
