"""Links that a team adds to the menus of its space: what one is, how it is read, what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import structlog
from django.utils.translation import gettext as _

from platform_core.errors import RuleBroken

log = structlog.get_logger(__name__)
MOST = 8
LONGEST_LABEL, LONGEST_URL = 40, 300
HEADER, FOOTER = "space", "space_legal"  # menus of the base templates
PLACES = (HEADER, FOOTER)


@dataclass(frozen=True)
class Link:
    """A line of a menu. `url` is a path of the space or an https address elsewhere."""

    label: str
    url: str
    menu: str = HEADER

    def as_json(self) -> dict[str, str]:
        """Return what is kept in the row of the space."""
        return {"label": self.label, "url": self.url, "menu": self.menu}


# Where links may lead inside the space: higher layers tell. Each gives (group, [(path, label)]).
Destinations = Callable[[], tuple[str, list[tuple[str, str]]]]
_destinations: list[Destinations] = []


def register_destinations(destinations: Destinations) -> None:
    """Let a higher layer propose pages of the space as destinations."""
    if destinations not in _destinations:
        _destinations.append(destinations)


def destinations() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the proposed destinations, by group."""
    return [found for each in _destinations if (found := each())[1]]


def is_allowed(url: str) -> bool:
    """Tell whether a link may lead there: a path of this site, or an https address, without credentials or spaces."""
    if len(url) > LONGEST_URL or any(c.isspace() or not c.isprintable() or c in "\\\"'<>" for c in url):
        return False
    if url.startswith("/"):
        return not url.startswith("//")
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and "." in (parts.hostname or "") and not (parts.username or parts.password)
    except ValueError:
        return False


def refuse_bad_links(links: Sequence[Link]) -> None:
    """Raise `RuleBroken` for too many links, one without a label, or an address that is not allowed."""
    if len(links) > MOST:
        message = _("%(most)d liens au plus : au-delà, un menu ne se lit plus.") % {"most": MOST}
        raise RuleBroken("too_many", message)
    for number, link in enumerate(links):
        if not link.label.strip() or len(link.label) > LONGEST_LABEL or link.menu not in PLACES:
            message = _("Donnez au lien un nom court : c’est ce que les gens liront.")
            raise RuleBroken("label", message, f"{number}-label")
        if not is_allowed(link.url):
            message = _("Cette adresse n’est pas possible : elle doit commencer par https://.")
            raise RuleBroken("url", message, f"{number}-url")


def read_links(kept: object) -> list[Link]:
    """Return the links of a row. What is not exactly links gives none and is logged: a menu never takes a page down."""
    try:
        if not isinstance(kept, list):
            raise TypeError("not a list")
        links = [Link(**{name: _text(one[name]) for name in ("label", "url", "menu")}) for one in kept]
        refuse_bad_links(links)
    except (TypeError, KeyError, RuleBroken) as error:
        log.warning("menu_links_unreadable", error=str(error))
        return []
    return links


def lines_of(links: Iterable[Link], menu: str) -> list[tuple[str, str]]:
    """Return the (label, url) of the links of one menu."""
    return [(link.label, link.url) for link in links if link.menu == menu]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
