"""Archives that administrators asked for, and where each is."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from platform_core.files.models import private_storage


class State(models.TextChoices):
    """Where an archive is."""

    WAITING = "waiting", _("En attente")
    BUILDING = "building", _("En préparation")
    READY = "ready", _("Prête")
    FAILED = "failed", _("Échec")
    CANCELLED = "cancelled", _("Annulée")
    EXPIRED = "expired", _("Effacée")


UNDER_WAY = (State.WAITING, State.BUILDING)


class Archive(models.Model):
    """The whole space in one file. Given only by the page of archives, to the administrator who asked for it."""

    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="archives"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    slot = models.PositiveSmallIntegerField(
        null=True, unique=True
    )  # 1 while it is under way: one at a time in a space
    attempts = models.PositiveSmallIntegerField(default=0)
    run = models.UUIDField(null=True)  # the attempt under way: one believed dead can no longer write
    heartbeat_at = models.DateTimeField(null=True)
    done = models.PositiveBigIntegerField(default=0)  # rows
    total = models.PositiveBigIntegerField(default=0)
    files = models.PositiveBigIntegerField(default=0)
    missing = models.PositiveBigIntegerField(default=0)  # files that were named and no longer there
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    content = models.FileField(storage=private_storage, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(state="ready") | ~Q(content=""), name="archive_ready_has_a_file"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "building"], slot=1)
                | (~Q(state__in=["waiting", "building"]) & Q(slot=None)),
                name="archive_slot_while_under_way",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["expires_at"], condition=Q(state="ready"), name="archive_expires"),
        ]

    def __str__(self) -> str:
        """Name it by its number."""
        return f"archive {self.pk}"

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
