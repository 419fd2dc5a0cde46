"""Files of a space: private, stored under its schema's name and a random one, served only by a view that checks."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models

from platform_core import scope


class PrivateStorage(FileSystemStorage):
    """Files under MEDIA_ROOT, without any public address: they are read through the view that checks."""

    def url(self, name: str | None) -> str:
        """Refuse: there is no address that would serve a file without a check."""
        raise ValueError("private files have no address")


def private_storage() -> FileSystemStorage:
    """Return the storage of private files."""
    return PrivateStorage()


def storage_path(stored: StoredFile, _name: str) -> str:
    """Return where a file goes: nothing of the path comes from a person or from the subdomain."""
    return f"{scope.schema_name()}/{stored.pk.hex[:2]}/{stored.pk.hex}"


def thumbnail_path(stored: StoredFile, _name: str) -> str:
    """Return where the small version of a picture goes."""
    return f"{storage_path(stored, '')}-small"


class StoredFile(models.Model):
    """A checked file: its type comes from its content, pictures are re-encoded without their metadata."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.FileField(upload_to=storage_path, storage=private_storage)
    thumbnail = models.FileField(upload_to=thumbnail_path, storage=private_storage, blank=True)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_public = models.BooleanField(default=False)  # public: whoever may open the space; else the owner and the team
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["created_at"], name="file_created")]

    def __str__(self) -> str:
        """Return the name given by its owner."""
        return self.name

    @property
    def is_picture(self) -> bool:
        """Tell whether it can be shown as a picture."""
        return self.content_type.startswith("image/")
