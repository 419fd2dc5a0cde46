"""Menus of the base templates: a higher layer adds its entry, the templates here never name it.

An app calls `register(Entry(...))` in its `AppConfig.ready()`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TypedDict

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from platform_core.access.actors import roles_of

MENUS = frozenset(
    {"space", "platform", "account", "operator_account", "team", "operator", "space_legal", "platform_legal"}
)


def always(request: HttpRequest) -> bool:
    """Show the entry to everybody."""
    return True


def for_roles(*roles: str) -> Callable[[HttpRequest], bool]:
    """Return the rule that shows an entry to those who have one of the roles."""
    return lambda request: bool({*roles} & roles_of(request.user)) if hasattr(request, "user") else False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a menu.

    `menu` is one of MENUS; `url_name` takes no argument; `order` sorts within the menu; entries of the side menus
    (team, operator) that share `group` stand under that title, groups come in the order of their first entry.
    `shown(request)` decides whether a person sees it; `count(request)` is the figure beside it (0: none).
    """

    menu: str
    label: str | Promise
    url_name: str
    icon: str = ""
    order: int = 100
    group: str | Promise = ""
    shown: Callable[[HttpRequest], bool] = always
    count: Callable[[HttpRequest], int] | None = None


class Line(TypedDict):
    """An entry as the templates read it."""

    label: str
    url: str
    icon: str
    current: str
    count: int


class Group(TypedDict):
    """Consecutive lines under one title ("" for none)."""

    label: str
    entries: list[Line]


Source = Callable[[HttpRequest], Iterable[tuple[str, str]]]

_registered: dict[str, list[Entry]] = defaultdict(list)
_sources: dict[str, list[Source]] = defaultdict(list)


def register(*entries: Entry) -> None:
    """Add entries to their menus. Raises ValueError for an unknown menu; registering twice changes nothing."""
    for entry in entries:
        if entry.menu not in MENUS:
            raise ValueError(f"No menu is called {entry.menu!r}")
        if entry not in _registered[entry.menu]:
            _registered[entry.menu].append(entry)


def register_source(menu: str, source: Source) -> None:
    """Add lines that depend on what the space holds: `source(request)` gives (label, url). Raises ValueError likewise."""
    if menu not in MENUS:
        raise ValueError(f"No menu is called {menu!r}")
    if source not in _sources[menu]:
        _sources[menu].append(source)


def grouped(menu: str, request: HttpRequest) -> list[Group]:
    """Return the groups of a menu for the person behind `request`, the current page marked."""
    entries = sorted((e for e in _registered[menu] if e.shown(request)), key=lambda e: e.order)
    first = {str(e.group): i for i, e in reversed(list(enumerate(entries)))}
    entries.sort(key=lambda e: first[str(e.group)])
    urls = {e: reverse(e.url_name, getattr(request, "urlconf", None)) for e in entries}
    more = [line for source in _sources[menu] for line in source(request)]
    here = nearest(request.path, [*urls.values(), *(url for _label, url in more)])
    groups: list[Group] = [
        {"label": label, "entries": [_line(e, urls[e], here, request) for e in members]}
        for label, members in groupby(entries, key=lambda e: str(e.group))
    ]
    if more:
        groups.append({"label": "", "entries": [_plain_line(label, url, here, request) for label, url in more]})
    return groups


def nearest(path: str, urls: list[str]) -> str:
    """Return the url of the menu that `path` is, or is under (the longest one), or "" when there is none.

    A home page (others of the menu are under it) is current only on itself: every path is under it.
    """
    above = [u for u in urls if path == u or (path.startswith(u) and not _is_home(u, urls))]
    return max(above, key=len, default="")


def _is_home(url: str, urls: list[str]) -> bool:
    return url == "/" or any(other != url and other.startswith(url) for other in urls)


def _line(entry: Entry, url: str, here: str, request: HttpRequest) -> Line:
    line = _plain_line(str(entry.label), url, here, request)
    return {**line, "icon": entry.icon, "count": entry.count(request) if entry.count else 0}


def _plain_line(label: str, url: str, here: str, request: HttpRequest) -> Line:
    current = "" if url != here else ("page" if request.path == url else "true")
    return {"label": label, "url": url, "icon": "", "current": current, "count": 0}
