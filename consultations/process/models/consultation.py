"""A consultation: the five ingredients as its contract with residents."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.process.models.phase import Phase, phase_at
from platform_core.access.actors import Actor, roles_of
from platform_core.access.roles import TEAM


class State(models.TextChoices):
    """What the team decided. Whether a published one is running follows from its dates, it is never stored."""

    DRAFT = "draft", _("Brouillon")
    PUBLISHED = "published", _("Publiée")
    CLOSED = "closed", _("Close")
    ARCHIVED = "archived", _("Archivée")


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Reads of consultations."""

    def visible_to(self, actor: Actor) -> ConsultationQuerySet:
        """Keep what an actor may see: drafts are for the team."""
        if roles_of(actor) & TEAM:
            return self
        return self.exclude(state=State.DRAFT)


class Consultation(models.Model):
    """A subject put to debate, with themes, governance, expected outcome and calendar."""

    title = models.CharField(_("titre"), max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    subject = models.CharField(_("sujet en une phrase"), max_length=300, blank=True)
    description = models.TextField(_("présentation"), blank=True, max_length=20_000)
    picture = models.ForeignKey("files.StoredFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.TextField(_("résultat attendu"), blank=True, max_length=5_000)
    answered_by = models.CharField(_("qui répondra"), max_length=200, blank=True)
    answer_due_on = models.DateField(_("au plus tard le"), null=True, blank=True)
    next_steps = models.TextField(_("et après ?"), blank=True, max_length=5_000)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    template = models.CharField(max_length=40, blank=True)
    previous_edition = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="next_editions"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.CharField(_("motif de la clôture"), max_length=500, blank=True)  # when before its end

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-published_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                # What residents are promised is in the database's care too.
                condition=Q(state="draft")
                | (
                    ~Q(outcome="")
                    & ~Q(answered_by="")
                    & Q(answer_due_on__isnull=False)
                    & Q(published_at__isnull=False)
                ),
                name="consultation_published_has_contract",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def is_draft(self) -> bool:
        """Tell whether only the team sees it."""
        return self.state == State.DRAFT

    @property
    def phase(self) -> Phase:
        """Return where it is now, from what the team decided and from the dates of its steps (prefetch them)."""
        if self.state == State.DRAFT:
            return Phase.DRAFT
        if self.state == State.ARCHIVED:
            return Phase.ARCHIVED
        if self.state == State.CLOSED:
            return Phase.OVER
        return phase_at(timezone.now(), [(step.opens_at, step.closes_at) for step in self.steps.all()])


class Partner(models.Model):
    """An organisation (and a person, by role) of the co-steering."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="partners")
    organisation = models.CharField(_("organisme"), max_length=160)
    person = models.CharField(_("représenté par"), max_length=160, blank=True)
    part = models.CharField(_("rôle dans le copilotage"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        """Return the organisation."""
        return self.organisation


class Theme(models.Model):
    """A part of the subject, with its briefing."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="themes")
    title = models.CharField(_("titre"), max_length=120)
    slug = models.SlugField(max_length=80)
    summary = models.CharField(_("résumé"), max_length=300, blank=True)
    briefing = models.TextField(_("dossier"), blank=True, max_length=50_000)
    sources = models.TextField(_("sources"), blank=True, max_length=10_000)
    picture = models.ForeignKey("files.StoredFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["consultation", "slug"], name="theme_slug_unique")]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Illustration(models.Model):
    """A picture of a theme's briefing, with the words that replace it for those who do not see it."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="illustrations")
    file = models.ForeignKey("files.StoredFile", on_delete=models.RESTRICT, related_name="+")
    description = models.CharField(_("description de l’image"), max_length=300)
    credit = models.CharField(_("auteur et licence"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        """Return what the picture shows."""
        return self.description
