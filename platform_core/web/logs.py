"""Logs: one escaped line an event, with the schema in which it happened."""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from typing import Any

import structlog
from django.db import connection

_json = structlog.processors.JSONRenderer(ensure_ascii=False)


def add_scope(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Add the schema; never names or addresses of people."""
    event["schema"] = getattr(connection, "schema_name", None)
    return event


def render(logger: Any, name: str, event: MutableMapping[str, Any]) -> str | bytes:
    """Write one JSON line: line breaks and control characters of whatever was logged are escaped."""
    record = event.pop("_record", None)
    event.pop("_from_structlog", None)
    if record is not None:
        event.setdefault("level", record.levelname)
        event.setdefault("logger", record.name)
    return _json(logger, name, event)


def formatter() -> logging.Formatter:
    """Return what writes the lines (settings name it: they cannot hold functions before the apps are loaded)."""
    return structlog.stdlib.ProcessorFormatter(processor=render, foreign_pre_chain=[add_scope])
