"""What higher layers add to the console, without this layer knowing them: the use that spaces make of the platform."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

Reading = dict[str, int]  # slug of a column → what was measured


@dataclass(frozen=True, kw_only=True)
class UsageColumn:
    """One thing that is measured of every space. `is_bytes`: shown as a size; `in_list`: has a column in the list."""

    slug: str
    label: str | Promise
    is_bytes: bool = False
    in_list: bool = False


@dataclass(frozen=True, kw_only=True)
class UsageSource:
    """Where the measures are. Each function takes one query, whatever the number of spaces."""

    columns: Callable[[], list[UsageColumn]]
    latest: Callable[[Collection[int]], dict[int, Reading]]  # by the primary key of the space
    totals: Callable[[], Reading]  # of all spaces
    history: Callable[[int], list[tuple[date, Reading]]]  # of one space, oldest first


_watched: dict[str, Callable[[], Any]] = {}


def watch(name: str, service: Callable[[], Any]) -> None:
    """Add a service to those that the console watches: `service()` returns a `queries.vitals.Service`."""
    _watched[name] = service


def watched() -> list[Callable[[], Any]]:
    """Return the services that other slices added."""
    return list(_watched.values())


NOTHING = UsageSource(columns=list, latest=lambda _spaces: {}, totals=dict, history=lambda _space: [])
_source: dict[str, UsageSource] = {}


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A section that a higher layer adds to the page of a space: its template, and what it reads of the space's key."""

    template: str
    read: Callable[[int], object]


_panels: dict[str, Panel] = {}


def register_panel(name: str, panel: Panel) -> None:
    """Add a section to the page of a space."""
    _panels[name] = panel


def panels() -> list[Panel]:
    """Return the sections that were added, in order of registration."""
    return list(_panels.values())


_journal: dict[str, Callable[[], object]] = {}


def register_journal_panel(template: str, read: Callable[[], object]) -> None:
    """Add a section above the log: its template, and what it reads."""
    _journal[template] = read


def journal_panels() -> list[tuple[str, object]]:
    """Return the sections above the log, read now."""
    return [(template, read()) for template, read in _journal.items()]


def register_usage(source: UsageSource) -> None:
    """Say where the measures are."""
    _source["usage"] = source


def usage() -> UsageSource:
    """Return where the measures are; a source that knows nothing when none was registered."""
    return _source.get("usage", NOTHING)
