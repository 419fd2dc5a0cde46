"""Files that wait for the contribution they were joined to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from platform_core.files.models import StoredFile


class WaitingFile(models.Model):
    """A file received with a form that was refused: private, its author's own, until the form is sent again."""

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, primary_key=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_picture = models.BooleanField(default=False)  # goes where the picture goes; else, with the documents
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["created_at"], name="waiting_file_created")]

    def __str__(self) -> str:
        """Return the file's name."""
        return str(self.file)
