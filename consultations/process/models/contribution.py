"""What a person adds. One table for all kinds, that modalities and capabilities extend one-to-one."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultations.process.models.consultation import Consultation, Theme
from consultations.process.models.consultation import State as ConsultationState
from consultations.process.models.step import Step
from platform_core.access.actors import Actor, roles_of
from platform_core.access.roles import TEAM

SEARCH = "extensions.fr"


class Status(models.TextChoices):
    """Whether others may see it."""

    DRAFT = "draft", _("Brouillon")
    PUBLISHED = "published", _("Publiée")
    WITHDRAWN = "withdrawn", _("Retirée par son auteur")
    HIDDEN = "hidden", _("Masquée par la modération")


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Reads of contributions."""

    def public(self) -> ContributionQuerySet:
        """Keep what everybody may see."""
        return self.filter(status=Status.PUBLISHED).exclude(consultation__state=ConsultationState.DRAFT)

    def visible_to(self, actor: Actor) -> ContributionQuerySet:
        """Keep what an actor may see: what is published; one's own; for the team, all but others' drafts."""
        seen = Q(status=Status.PUBLISHED) & ~Q(consultation__state=ConsultationState.DRAFT)
        if roles_of(actor) & TEAM:
            seen = ~Q(status=Status.DRAFT)
        if actor.is_authenticated and actor.pk:
            seen |= Q(author_id=actor.pk)
        return self.filter(seen)


class Contribution(models.Model):
    """A proposal, an initiative, a comment… `kind` says which; its own table holds what only that kind has."""

    kind = models.SlugField(max_length=40)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="contributions")
    # RESTRICT: a step or a theme in which something was said does not go alone, only with its whole consultation.
    step = models.ForeignKey(Step, on_delete=models.RESTRICT, related_name="contributions")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.RESTRICT, related_name="contributions")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    author_label = models.CharField(
        max_length=80, blank=True
    )  # when there is no account: imported, or said in a workshop
    structure = models.ForeignKey(
        "accounts.Structure", null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    title = models.CharField(_("titre"), max_length=300, blank=True)
    body = models.TextField(_("texte"), blank=True, max_length=20_000)
    insee = models.CharField(_("commune"), max_length=5, blank=True)
    place = models.CharField(_("lieu"), max_length=160, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PUBLISHED)
    source = models.CharField(max_length=120, blank=True)  # where it came from when imported: unique, so twice is once
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    # Kept exact in the transaction that adds or removes a row; a command recounts them.
    supports_count = models.PositiveIntegerField(default=0)
    comments_count = models.PositiveIntegerField(default=0)
    supports_imported = models.PositiveIntegerField(
        default=0
    )  # of supports_count, those counted elsewhere, without rows here
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=SEARCH) + SearchVector("body", weight="B", config=SEARCH),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-published_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source"], condition=~Q(source=""), name="contribution_source_once"),
            models.CheckConstraint(
                condition=(Q(latitude=None) & Q(longitude=None))
                | (Q(latitude__range=(-90, 90)) & Q(longitude__range=(-180, 180))),
                name="contribution_point_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(F("step"), F("kind"), F("status"), F("published_at").desc(), name="contribution_newest"),
            models.Index(F("step"), F("kind"), F("status"), F("supports_count").desc(), name="contribution_supported"),
            models.Index(F("kind"), F("status"), F("published_at").desc(), name="contribution_kind"),
            GinIndex(fields=["search"], name="contribution_search"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="contribution_title_similar"),
        ]

    def __str__(self) -> str:
        """Return the title, or the kind when there is none."""
        return self.title or f"{self.kind} {self.pk}"

    @property
    def is_public(self) -> bool:
        """Tell whether everybody may see it (its consultation being public)."""
        return self.status == Status.PUBLISHED

    @property
    def signature(self) -> str:
        """Return the name under which it is shown: the structure, the author's public name, or what was written down."""
        if self.structure_id and self.structure:
            return str(self.structure)
        return str(self.author) if self.author_id else self.author_label or str(_("Participant·e"))


class Revision(models.Model):
    """What a contribution said before it was edited: public history."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="revisions")
    title = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        """Return when."""
        return f"{self.at:%Y-%m-%d %H:%M}"


class Attachment(models.Model):
    """A picture or document joined to a contribution."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey("files.StoredFile", on_delete=models.CASCADE, related_name="+")
    description = models.CharField(_("description de l’image"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        """Return the file's name."""
        return str(self.file)
