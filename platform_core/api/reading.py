"""Reads what is sent: the body once, within its size; JSON without surprises; query strings through a serializer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser as Stock
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from platform_core.api.failures import TooLarge


class JSONParser(Stock):
    """JSON; an object nested so deep that it cannot be read is refused like any other that is not valid."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError from error


def read_body(request: Request) -> bytes:
    """Return the body, kept for whoever reads it next. Raises `TooLarge` beyond `DATA_UPLOAD_MAX_MEMORY_SIZE`."""
    try:
        return bytes(request._request.body)  # noqa: SLF001 (Django's own request: its body is size-checked)
    except RequestDataTooBig as error:
        raise TooLarge from error


def checked(serializer: type[Serializer[Any]], data: Any, **more: Any) -> dict[str, Any]:
    """Return the values of a body or of a query string that a serializer accepts; raises `ValidationError`."""
    plain = data.dict() if hasattr(data, "dict") else data
    reader = serializer(data=plain, **more)
    reader.is_valid(raise_exception=True)
    return dict(reader.validated_data)
