"""Serves files, after a check each time. The only way to them."""

from __future__ import annotations

from uuid import UUID

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers

from platform_core.access import may, public
from platform_core.files.models import StoredFile
from platform_core.files.names import content_disposition

KEPT = 3600  # seconds in the reader's own browser, never in a shared cache: it may stop being public
SMALL = "image/webp"


@public
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Give a file: pictures are shown, all else is downloaded."""
    stored = _readable(request, pk)
    return _answer(request, stored, stored.content, stored.content_type)


@public
def small(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Give the small version of a picture."""
    stored = _readable(request, pk)
    if not stored.thumbnail:
        raise Http404
    return _answer(request, stored, stored.thumbnail, SMALL)


def _readable(request: HttpRequest, pk: UUID) -> StoredFile:
    stored = get_object_or_404(StoredFile, pk=pk)
    if may("files.read", request.user, stored) is not None:
        raise Http404  # as if it did not exist
    return stored


def _answer(request: HttpRequest, stored: StoredFile, content: FieldFile, content_type: str) -> HttpResponseBase:
    etag = f'"{stored.sha256[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        answer: HttpResponseBase = HttpResponseNotModified()
    else:
        answer = FileResponse(_opened(content), content_type=content_type)
        answer["Content-Disposition"] = content_disposition(stored.name, inline=stored.is_picture)
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer["X-Content-Type-Options"] = "nosniff"
    answer["ETag"] = etag
    answer["Cache-Control"] = f"private, max-age={KEPT}"
    patch_vary_headers(answer, ["Cookie"])
    return answer


def _opened(content: FieldFile) -> FieldFile:
    try:
        return content.open("rb")
    except FileNotFoundError as error:  # restored without its files
        raise Http404 from error
