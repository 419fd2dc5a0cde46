"""Archives received to become new spaces, and where each is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.spaces.models import Space


class State(models.TextChoices):
    """Where an arrival is."""

    WAITING = "waiting", _("En attente")
    CHECKING = "checking", _("Vérification")
    LOADING = "loading", _("Reprise")
    DONE = "done", _("Espace ouvert")
    REFUSED = "refused", _("Refusée")


UNDER_WAY = (State.WAITING, State.CHECKING, State.LOADING)


class Arrival(models.Model):
    """One archive and the space that is made of it. Until the end that space answers to nobody."""

    label = models.CharField(max_length=40)
    path = models.CharField(max_length=500)  # of the file on the server: written by us, or chosen in a list of ours
    name = models.CharField(max_length=200)  # as people know the file
    is_ours = models.BooleanField(default=False)  # brought through the page: removed once it is of no use
    # An operator. No foreign key: accounts are in spaces too, where this table is not.
    requested_by_id = models.BigIntegerField(null=True)
    requested_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)  # rows, of the stage under way
    total = models.PositiveBigIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)
    space = models.ForeignKey(Space, null=True, on_delete=models.SET_NULL, related_name="+")
    former_host = models.CharField(max_length=300, blank=True)
    rows = models.PositiveBigIntegerField(default=0)
    files = models.PositiveBigIntegerField(default=0)
    missing = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["label"], condition=Q(state__in=["waiting", "checking", "loading"]), name="arrival_one_a_label"
            ),
        ]

    def __str__(self) -> str:
        """Name it by its number."""
        return f"arrival {self.pk}"

    @property
    def is_under_way(self) -> bool:
        """Tell whether it is waiting or being worked on."""
        return self.state in UNDER_WAY

    @property
    def bar_id(self) -> str:
        """Return the name of its progress bar on a page."""
        return f"avancement-{self.pk}"
