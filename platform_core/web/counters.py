"""Figures of menus and of the header: each slice says what it counts, a page asks for all of them in one statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import IntegerField, QuerySet, Subquery
from django.http import HttpRequest

Source = Callable[[HttpRequest], "QuerySet[Any] | None"]

_sources: dict[str, Source] = {}


class Tally(Subquery):
    """The number of rows of a query (which may be cut: `[:100]`), as a column of another."""

    template = "(SELECT count(*) FROM (%(subquery)s) tallied)"
    output_field = IntegerField()


def register_counter(name: str, source: Source) -> None:
    """Count, for whoever asks for a page, the rows of `source(request)`; `None` when that person needs no such figure."""
    _sources[name] = source


def counted(request: HttpRequest, name: str) -> int:
    """Return a figure for the person behind a request, 0 when they have none. All are asked at once, once a request."""
    if not hasattr(request, "counted"):
        request.counted = _ask(request)  # type: ignore[attr-defined]  # kept for the length of the request
    found: dict[str, int] = request.counted  # type: ignore[attr-defined]  # likewise
    return found.get(name, 0)


def _ask(request: HttpRequest) -> dict[str, int]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    asked = {name: source(request) for name, source in _sources.items()}
    tallies = [(name, Tally(rows)) for name, rows in asked.items() if rows is not None]
    me = get_user_model()._default_manager.filter(pk=user.pk)
    row = me.values_list(*(tally for _name, tally in tallies)).first() if tallies else None
    return dict(zip((name for name, _tally in tallies), row, strict=True)) if row else {}
