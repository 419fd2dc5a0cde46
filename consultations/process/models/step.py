"""A step: one dated part of a consultation, with exactly one modality."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.process.models.consultation import Consultation, State


class Moment(models.TextChoices):
    """Where a step is in time. Computed from its dates at every question, never stored."""

    BEFORE = "before", _("À venir")
    OPEN = "open", _("En cours")
    AFTER = "after", _("Terminée")


class Step(models.Model):
    """A dated step. Opening and closing follow from its dates, on the server's clock."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="steps")
    modality = models.SlugField(max_length=40)
    title = models.CharField(_("titre"), max_length=120)
    intro = models.TextField(_("consigne"), blank=True, max_length=10_000)
    opens_at = models.DateTimeField(_("ouvre le"))
    closes_at = models.DateTimeField(_("se termine le"))
    order = models.PositiveSmallIntegerField(default=0)
    settings = models.JSONField(default=dict, blank=True)  # what the modality's own form asks
    comments_enabled = models.BooleanField(_("commentaires ouverts"), default=True)
    supports_enabled = models.BooleanField(_("soutiens ouverts"), default=True)
    supports_hidden = models.BooleanField(_("cacher le nombre de soutiens jusqu’à la fin"), default=False)

    class Meta:
        ordering: ClassVar = ["opens_at", "order", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="step_closes_after_opening"),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def moment(self) -> Moment:
        """Return where the step is now. A consultation closed or archived early ends all of its steps."""
        now = timezone.now()
        if self.consultation.state in {State.CLOSED, State.ARCHIVED} or now >= self.closes_at:
            return Moment.AFTER
        return Moment.BEFORE if now < self.opens_at else Moment.OPEN

    @property
    def is_open(self) -> bool:
        """Tell whether one may take part now (a draft is never open)."""
        return self.consultation.state == State.PUBLISHED and self.moment == Moment.OPEN

    @property
    def supports_shown(self) -> bool:
        """Tell whether the numbers of supports may be shown now."""
        return not self.supports_hidden or self.moment == Moment.AFTER


class Extension(models.Model):
    """A change of a running step's end: public, with its reason."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="extensions")
    old_end = models.DateTimeField()
    new_end = models.DateTimeField()
    reason = models.CharField(_("motif"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        """Return the new end."""
        return f"→ {self.new_end:%Y-%m-%d}"
