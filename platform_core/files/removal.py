"""Removes the files of a space that is deleted."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings


def remove_files(schema_name: str) -> None:
    """Remove every file of a schema, whether its rows are still there or not. Safe to run again."""
    if not schema_name:
        raise ValueError("no schema is named")
    folder = Path(settings.MEDIA_ROOT, schema_name)
    if folder.is_dir():
        shutil.rmtree(folder)
