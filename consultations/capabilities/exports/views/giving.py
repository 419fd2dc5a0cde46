"""Give the file of an export, after whoever calls has checked the right."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.utils import timezone

from consultations.capabilities.exports.models import Export
from platform_core.files.names import content_disposition


def given(export: Export) -> FileResponse:
    """Return the file, kept by no cache: the right to it is asked anew each time."""
    try:
        opened = export.content.open("rb")
    except (FileNotFoundError, ValueError) as error:  # restored without its files, or expired meanwhile
        raise Http404 from error
    answer = FileResponse(opened, content_type="application/zip")
    day = timezone.localtime(export.finished_at)
    answer["Content-Disposition"] = content_disposition(f"{export.consultation.slug}-{day:%Y-%m-%d}.zip")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
