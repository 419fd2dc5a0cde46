"""Logs: one escaped line an event, with the space, the request and the account's number; never who people are, nor secrets.

What our code logs (structlog) and what libraries log (logging) go the same way, through the settings' `LOGGING`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog
from django.db import connection
from structlog.typing import Processor

Event = MutableMapping[str, Any]

# Errors quote what they stumbled on: a constraint its values, a mail server the address, a page its path.
MASKS = (
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[adresse]"),
    (re.compile(r"\bcec_[\w-]{16,}"), "[jeton]"),
    (
        re.compile(r"(?<=[/=:])(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{24,}(?::[\w-]+)*"),
        "[secret]",
    ),  # in a path: an invitation
)


def add_scope(_logger: Any, _method: str, event: Event) -> Event:
    """Add the schema one is in (a space's, or the platform's), which outlives names and addresses of spaces."""
    event.setdefault("space", getattr(connection, "schema_name", None))
    return event


def masked(text: str) -> str:
    """Return a line without the addresses, the tokens and the secrets of links in it."""
    for found, words in MASKS:
        text = found.sub(words, text)
    return text


COMMON: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    add_scope,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    structlog.processors.format_exc_info,
)
_json = structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
_readable = structlog.dev.ConsoleRenderer(colors=False)


def line(logger: Any, name: str, event: Event) -> str:
    """Write one JSON line: line breaks and control characters of whatever was logged are escaped."""
    return masked(str(_json(logger, name, event)))


def readable(logger: Any, name: str, event: Event) -> str:
    """Write for someone who looks at a terminal."""
    return masked(str(_readable(logger, name, event)))


def formatter() -> logging.Formatter:
    """Return what writes JSON lines (settings name it: they cannot hold functions before the apps are loaded)."""
    return _formatter(line)


def readable_formatter() -> logging.Formatter:
    """Return what writes for a developer."""
    return _formatter(readable)


def configure() -> None:
    """Send what our code logs through the standard library's handlers, where the settings decide."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *COMMON,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _formatter(writer: Processor) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, writer], foreign_pre_chain=COMMON
    )
