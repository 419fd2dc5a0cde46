"""What every page that changes a consultation does first."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from consultations.process.models import Consultation
from consultations.process.queries.team import edited
from platform_core.access import require


def editable(request: HttpRequest, pk: int) -> Consultation:
    """Return a consultation that the person may change; the page that asks is refused as the gesture would be."""
    consultation = get_object_or_404(edited(request.user), pk=pk)
    require("consultations.edit", request.user, consultation)
    return consultation
