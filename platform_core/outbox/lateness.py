"""How late an event is delivered: after months in a read-only space, what was news is news no more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone

NEWS_FOR = timedelta(days=7)  # longer than a delivery is tried (two days): only what a closed space kept is later

_happened: ContextVar[datetime | None] = ContextVar("happened", default=None)


@contextmanager
def delivering(happened: datetime) -> Iterator[None]:
    """Say, for the length of a `with`, when what is being delivered happened."""
    token = _happened.set(happened)
    try:
        yield
    finally:
        _happened.reset(token)


def is_old_news(happened: datetime | None = None) -> bool:
    """Tell whether that moment, or that of the event being delivered, is too long ago to write to people about it."""
    moment = happened or _happened.get()
    return moment is not None and moment <= timezone.now() - NEWS_FOR
