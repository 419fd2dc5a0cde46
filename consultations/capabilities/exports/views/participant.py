"""Open data, for everybody."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from consultations.capabilities.exports.queries import open_export
from consultations.capabilities.exports.views.giving import given
from consultations.process.models import Consultation
from platform_core.access import public, require


@public
def open_data(request: HttpRequest, slug: str) -> FileResponse:
    """Give the open data of a consultation that is over."""
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    require("exports.open_data", request.user, consultation)
    export = open_export(consultation)
    if export is None:  # being built anew
        raise Http404
    return given(export)
