"""Imports, and what was refused of them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Step


class State(models.TextChoices):
    """Where an import is."""

    READING = "reading", _("Lecture en cours")
    PREVIEWED = "previewed", _("Prêt à importer")
    RUNNING = "running", _("Import en cours")
    DONE = "done", _("Importé")
    UNREADABLE = "unreadable", _("Illisible")


class Import(models.Model):
    """A file that a team brings into a step. Its counts are those of the last reading (preview, then import)."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="imports")
    importer = models.CharField(max_length=40)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    problem = models.CharField(max_length=500, blank=True)  # why it cannot be read at all
    read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.file_name


class RefusedLine(models.Model):
    """A line that was not taken in, and why."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()  # as a spreadsheet shows it: the header is 1
    reason = models.CharField(max_length=500)
    extract = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)
