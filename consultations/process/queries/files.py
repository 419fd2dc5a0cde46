"""Which files the texts of a consultation show."""

from __future__ import annotations

from uuid import UUID

from consultations.process.models import Consultation, Illustration, Theme
from platform_core.files.models import StoredFile


def files_of(consultation: Consultation) -> set[UUID]:
    """Return the keys of the pictures of a consultation, of its themes and of their briefings."""
    themes = Theme.objects.filter(consultation=consultation).exclude(picture=None)
    drawn = Illustration.objects.filter(theme__consultation=consultation)
    found = [*themes.values_list("picture_id", flat=True), *drawn.values_list("file_id", flat=True)]
    return {key for key in [*found, consultation.picture_id] if key is not None}


def is_shown(stored: StoredFile) -> bool:
    """Tell whether a consultation (another edition, perhaps) still shows a file."""
    return (
        Consultation.objects.filter(picture=stored).exists()
        or Theme.objects.filter(picture=stored).exists()
        or Illustration.objects.filter(file=stored).exists()
    )
