"""Logs: one escaped line an event, with the schema in which it happened."""

from __future__ import annotations

from typing import Any

import structlog
from django.db import connection

_json = structlog.processors.JSONRenderer(ensure_ascii=False)


def add_scope(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Add the schema; never names or addresses of people."""
    event["schema"] = getattr(connection, "schema_name", None)
    return event


def render(logger: Any, name: str, event: dict[str, Any]) -> str | bytes:
    """Write one JSON line: line breaks and control characters of whatever was logged are escaped."""
    record = event.pop("_record", None)
    event.pop("_from_structlog", None)
    if record is not None:
        event.setdefault("level", record.levelname)
        event.setdefault("logger", record.name)
    return _json(logger, name, event)
