"""What every page of a site says above its content: the space is archived, is to be deleted, somebody helps in it.

A higher layer registers a source in `AppConfig.ready()`; the templates here name none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One alert. `kind` is that of `web/parts/alert.html`; `template` shows it otherwise, with `values`."""

    kind: str = "info"
    title: str = ""
    text: str = ""
    url: str = ""
    link_label: str = ""
    template: str = "web/parts/alert.html"
    values: dict[str, Any] = field(default_factory=dict)


Source = Callable[[HttpRequest], Iterable[Notice]]
_sources: dict[str, Source] = {}


def register_notices(name: str, source: Source) -> None:
    """Add a source of notices; the same name again replaces it."""
    _sources[name] = source


def notices_for(request: HttpRequest) -> list[Notice]:
    """Return what is to be said on the page behind a request."""
    return [notice for source in _sources.values() for notice in source(request)]
