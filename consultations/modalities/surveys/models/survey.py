"""The survey of a step: what is said around the questions, and its sections."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Step
from platform_core.errors import RuleBroken


class SurveyManager(models.Manager["Survey"]):
    """Finds surveys."""

    def of(self, step: Step) -> Survey:
        """Return the survey of a step; one that is not in the database yet when nothing was written."""
        return getattr(step, "survey", None) or Survey(step=step)

    def for_writing(self, step: Step) -> Survey:
        """Return the survey of a step, made when it has none, locked until the end of the transaction.

        The lock keeps away the first answer sheet: what is decided on "nobody has begun" stays true.
        """
        made, _new = self.get_or_create(step=step)
        survey: Survey = self.select_for_update().get(pk=made.pk)
        survey.step = step  # and the step knows this survey, not what it read before
        return survey


class Survey(models.Model):
    """One per step."""

    step = models.OneToOneField(Step, on_delete=models.CASCADE, related_name="survey")
    title = models.CharField(_("titre"), max_length=120, blank=True)
    intro = models.TextField(_("présentation"), blank=True, max_length=5_000)
    thanks = models.TextField(_("remerciement"), blank=True, max_length=2_000)
    is_anonymous = models.BooleanField(_("réponses anonymes"), default=False)
    shows_results = models.BooleanField(_("montrer les résultats pendant l’enquête"), default=False)
    shows_texts = models.BooleanField(_("montrer les textes libres à tout le monde"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = SurveyManager()

    def __str__(self) -> str:
        """Return the title, or that of its step."""
        return self.title or self.step.title

    @property
    def is_written(self) -> bool:
        """Tell whether it is in the database: a step has no survey until the team writes one."""
        return not self._state.adding

    @property
    def has_begun(self) -> bool:
        """Tell whether someone has begun to answer: from then on only texts change."""
        return self.is_written and self.responses.exists()

    def refuse_if_begun(self, field: str | None = None) -> None:
        """Raise `RuleBroken` once someone has begun to answer."""
        if self.has_begun:
            message = _now(
                "Des personnes ont commencé à répondre : ce changement fausserait leurs réponses. Vous pouvez encore "
                "corriger les textes."
            )
            raise RuleBroken("begun", message, field)

    def note_correction(self, what: str, before: object, after: object) -> None:
        """Keep what a text said, once someone has begun to answer."""
        if before != after and self.has_begun:
            Correction.objects.create(survey=self, what=what[:200], before=str(before), after=str(after))


class Section(models.Model):
    """Questions under one title: one page when the survey is long."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(_("titre"), max_length=120, blank=True)
    text = models.TextField(_("texte"), blank=True, max_length=5_000)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        """Return the title."""
        return self.title or str(_("Section sans titre"))


class Correction(models.Model):
    """A text changed after people began to answer: public, so that nobody can say that the question was another one."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="corrections")
    what = models.CharField(max_length=200)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        """Return what was changed."""
        return self.what
