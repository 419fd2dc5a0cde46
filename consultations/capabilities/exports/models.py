"""Exports asked for, and where each is."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Consultation
from platform_core.files.models import private_storage


class State(models.TextChoices):
    """Where an export is."""

    WAITING = "waiting", _("En attente")
    BUILDING = "building", _("En préparation")
    READY = "ready", _("Prêt")
    FAILED = "failed", _("Échec")
    CANCELLED = "cancelled", _("Annulé")
    EXPIRED = "expired", _("Expiré")


UNDER_WAY = (State.WAITING, State.BUILDING)


class Export(models.Model):
    """A ZIP of datasets of a consultation. Its file is given only by the pages of exports, which check each time."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="exports")
    datasets = ArrayField(models.CharField(max_length=80))  # keys of `process.datasets.Offer`
    labels = models.JSONField(default=list)  # what they are, in words
    formats = ArrayField(models.CharField(max_length=10))
    with_personal = models.BooleanField(default=False)
    is_open = models.BooleanField(default=False)  # open data, for everybody; the others are the team's
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="exports"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    run = models.UUIDField(null=True)  # the attempt under way: one believed dead can no longer write
    heartbeat_at = models.DateTimeField(null=True)
    rows_done = models.PositiveBigIntegerField(default=0)
    rows_total = models.PositiveBigIntegerField(null=True)  # null: not known beforehand
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    content = models.FileField(storage=private_storage, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(state="ready") | ~Q(content=""), name="export_ready_has_a_file"),
            models.CheckConstraint(
                condition=Q(is_open=False) | Q(with_personal=False), name="export_open_is_not_personal"
            ),
            models.UniqueConstraint(
                fields=["requested_by"],
                condition=Q(state__in=["waiting", "building"], is_open=False),
                name="export_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["consultation"],
                condition=Q(state__in=["waiting", "building", "ready"], is_open=True),
                name="export_open_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["heartbeat_at"], condition=Q(state__in=["waiting", "building"]), name="export_under_way"
            ),
            models.Index(fields=["expires_at"], condition=Q(state="ready"), name="export_expires"),
        ]

    def __str__(self) -> str:
        """Name it by its number."""
        return f"export {self.pk}"

    @property
    def is_under_way(self) -> bool:
        """Tell whether it is waiting or being built."""
        return self.state in UNDER_WAY

    @property
    def is_ready(self) -> bool:
        """Tell whether there is a file."""
        return self.state == State.READY

    @property
    def bar_id(self) -> str:
        """Return the name of its progress bar on a page."""
        return f"avancement-{self.pk}"
