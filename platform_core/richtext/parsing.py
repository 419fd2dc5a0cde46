"""The Markdown we read: CommonMark with tables, strikethrough and bare links, less what surprises people."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from platform_core.richtext.texts import clean_text

_WWW = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#][^\s<>\"'«»]*[^\s<>\"'«».,;:!?)\]])?")


def parse(text: str) -> list[Token]:
    """The tokens of a Markdown text; HTML in it is text like any other."""
    return parser().parse(clean_text(text))


@cache
def parser() -> MarkdownIt:
    """The one parser. A new line is a new line; four spaces are not code, nor is a line over dashes a title.

    These are the surprises of Markdown for people who never learnt it.
    """
    made = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    made.enable(["table", "strikethrough", "linkify"]).disable(["code", "lheading"])
    if made.linkify is None:
        raise RuntimeError("linkify-it-py is missing")
    # "besoin.Il" is no address: a link needs its scheme, or www.
    made.linkify.set({"fuzzy_link": False, "fuzzy_email": True})
    made.linkify.add("www.", {"validate": _www_length, "normalize": _with_scheme})
    return made


def walk(tokens: list[Token]) -> Iterator[Token]:
    """Every token, those inside others too."""
    for token in tokens:
        yield token
        yield from walk(token.children or [])


def _www_length(_linkify: object, text: str, position: int) -> int:
    found = _WWW.match(text, position)
    return found.end() - position if found else 0


def _with_scheme(_linkify: object, match: Any) -> None:  # linkify-it publishes no types
    match.url = f"https://{match.url}"
