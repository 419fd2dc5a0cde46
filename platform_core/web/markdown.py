"""Text that people write, in Markdown, made into safe HTML.

Two walls: the parser knows no raw HTML, and what it gives passes an allow list of tags, attributes and URL schemes.
"""

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
PLAIN = {"br", "code", "em", "p", "strong"}
SCHEMES = {"http", "https", "mailto", "tel"}

_parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True}).enable(["table", "linkify"])


def render(text: str, *, top: int = 2) -> SafeString:
    """Return the HTML of `text`; its highest titles are at level `top`, so that they stand under those of the page.

    Pictures are kept only when they come from this site: a picture elsewhere would tell that site who reads.
    """
    tokens = _parser.parse(text)
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    highest = min((int(token.tag[1]) for token in headings), default=0)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) - highest + top)}"
    return _clean(_parser.renderer.render(tokens, _parser.options, {}), TAGS)


def excerpt(text: str, length: int = 200) -> str:
    """Return the first `length` characters or so of `text` without any mark, cut between two words."""
    plain = " ".join(nh3.clean(_parser.render(text), tags=set()).split())
    plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    return plain if len(plain) <= length else plain[:length].rsplit(" ", 1)[0].rstrip(".,;: ") + "…"


def _clean(html: str, tags: set[str]) -> SafeString:
    cleaned = nh3.clean(
        html,
        tags=tags,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener ugc",
        attribute_filter=_own_pictures,
    )
    return SafeString(cleaned)


def _own_pictures(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src" and not (value.startswith("/") and not value.startswith(("//", "/\\"))):
        return None
    return value
