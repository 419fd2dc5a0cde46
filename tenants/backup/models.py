"""Backups made of each space, and restorations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenants.spaces.models import Space


class State(models.TextChoices):
    """Where a backup is."""

    ASKED = "asked", _("Demandée")
    MAKING = "making", _("En cours")
    GOOD = "good", _("Bonne")
    FAILED = "failed", _("Échec")


class Backup(models.Model):
    """One sealed file: a space as it was at `at`. Read back and checked whole before it is called good."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="backups")
    at = models.DateTimeField()  # the instant that is saved
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.MAKING)
    name = models.CharField(max_length=120, blank=True)  # of the file, under BACKUP_ROOT
    size = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveBigIntegerField(default=0)
    files = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [
            models.Index(fields=["space", "-at"], condition=Q(state="good"), name="backup_good"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space"], condition=Q(state="asked"), name="backup_asked_once"),
        ]

    def __str__(self) -> str:
        """Name it by its number."""
        return f"backup {self.pk}"


class Stage(models.TextChoices):
    """Where a restoration is."""

    LOADING = "loading", _("Restauration en cours")
    BESIDE = "beside", _("Restaurée à côté")
    SWITCHED = "switched", _("En service")
    BACK = "back", _("Retour à la version d’avant")
    ENDED = "ended", _("Terminée")


class Wanted(models.TextChoices):
    """What the worker has still to do: the row says it, so that no lost message loses it."""

    NOTHING = "", _("Rien")
    LOAD = "load", _("Restaurer à côté")
    SWITCH = "switch", _("Mettre en service")
    BACK = "back", _("Revenir à la version d’avant")
    FINISH = "finish", _("Effacer la version à côté")


OPEN = (Stage.LOADING, Stage.BESIDE, Stage.SWITCHED, Stage.BACK)


class Restoration(models.Model):
    """A space brought back: `other` holds the version that is not in service, which answers to nobody."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="restorations")
    other = models.ForeignKey(Space, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()  # the instant that was saved
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.LOADING)
    begun_at = models.DateTimeField(auto_now_add=True)
    switched_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)  # when the version that is not in service goes
    backup = models.ForeignKey(Backup, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_by = models.BigIntegerField(null=True)  # operators: accounts of the platform; empty when a command did it
    switch_asked_by = models.BigIntegerField(null=True)
    switch_asked_at = models.DateTimeField(null=True)
    switch_approved_by = models.BigIntegerField(null=True)
    wanted = models.CharField(max_length=10, choices=Wanted, blank=True, default=Wanted.NOTHING)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space"], condition=~Q(stage="ended"), name="restoration_one_a_space"),
            models.CheckConstraint(
                condition=Q(switch_approved_by=None)
                | (Q(switch_asked_by__isnull=False) & ~Q(switch_approved_by=F("switch_asked_by"))),
                name="restoration_two_operators",
            ),
        ]

    def __str__(self) -> str:
        """Name it by its number."""
        return f"restoration {self.pk}"
