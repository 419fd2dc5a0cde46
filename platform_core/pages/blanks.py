"""Blanks of a page's text, written `[[name]]`: found, filled, shown. Pure functions, and what a higher layer tells of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

UPDATED_ON = "date_maj"  # not a blank to fill: the page's own date, written when it is shown

_BLANK = re.compile(r"\[\[([a-z_]+)\]\]")
_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])")


@dataclass(frozen=True)
class Blank:
    """How the team is asked for what goes in a blank."""

    name: str
    label: str
    help: str = ""
    example: str = ""


_known: list[Callable[[], Sequence[Blank]]] = []
_guides: list[Callable[[], Mapping[str, str]]] = []
_suggesting: list[Callable[[], Mapping[str, str]]] = []


def register(blanks: Callable[[], Sequence[Blank]], guides: Callable[[], Mapping[str, str]]) -> None:
    """Let a higher layer describe the blanks of the pages it starts, and what each page is for: {slug: sentence}."""
    if blanks not in _known:
        _known.append(blanks)
        _guides.append(guides)


def register_suggestions(suggest: Callable[[], Mapping[str, str]]) -> None:
    """Let a higher layer propose what to write in blanks: {name: value}, which the team keeps or changes."""
    if suggest not in _suggesting:
        _suggesting.append(suggest)


def suggestions() -> dict[str, str]:
    """Return what is proposed for blanks of the space one is in."""
    return {name: value for suggest in _suggesting for name, value in suggest().items() if value}


def guide_of(slug: str) -> str:
    """Return what a page is for, in a sentence; empty for a page of the team's own."""
    return next((found[slug] for guides in _guides if slug in (found := guides())), "")


def described(names: Sequence[str]) -> list[Blank]:
    """Return these blanks as the team is asked for them, in the order of their description; unknown ones by their name."""
    known = {blank.name: blank for source in _known for blank in source()}
    order = [*known, *names]
    return [known.get(name, Blank(name, name.replace("_", " "))) for name in sorted(set(names), key=order.index)]


def blanks_in(body: str) -> list[str]:
    """Return the names of the blanks left to fill in a text, each once, in order."""
    return [name for name in dict.fromkeys(_BLANK.findall(body)) if name != UPDATED_ON]


def filled(body: str, values: Mapping[str, str]) -> str:
    """Return the text with these values, escaped so that they stay plain text; what has none stays a blank."""

    def value_of(found: re.Match[str]) -> str:
        value = " ".join(values.get(found[1], "").split())
        return _MARKDOWN_SIGNS.sub(r"\\\1", value) if value else found[0]

    return _BLANK.sub(value_of, body)


def shown(body: str, updated_on: str, unknown: str) -> str:
    """Return the text as it is read: the date of the page in its place, `unknown` in the blanks that are left."""
    return _BLANK.sub(lambda found: updated_on if found[1] == UPDATED_ON else unknown, body)
