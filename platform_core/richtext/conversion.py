"""HTML of another platform (Decidim's descriptions) turned into Markdown that people can go on editing."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby

import nh3

from platform_core.richtext.texts import clean_text

_BLOCKS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "tr", "div"]
)
_TAGS = _BLOCKS | frozenset(
    ["a", "br", "strong", "b", "em", "i", "s", "del", "img", "td", "th", "tbody", "thead", "code"]
)
_DROPPED_WHOLE = {"script", "style", "template", "noscript", "title", "textarea", "svg", "math", "iframe", "object"}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "del": "~~"}
_ALONE = {"br", "hr", "img"}
_DEEPEST = 16  # blocks and marks nested as no text is; deeper tags are passed over (Markdown stops at 20 levels)

_HTML_SPACE = re.compile(r"[ \t\n\r\f]+")
_SPECIAL = re.compile(r"([\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|!(?=\[))")
_AT_START = re.compile(r"^(\s*)([#>+\-=:]|\d+(?=[.)]))", re.MULTILINE)


@dataclass(slots=True)
class _Node:
    tag: str
    address: str = ""
    children: list["_Node | str"] = field(default_factory=list)


def html_to_markdown(html: str) -> str:
    """Markdown of an HTML text: paragraphs, line breaks, bold, italic, lists, links, titles, quotations.

    What Markdown would take for a mark is escaped. Tables become lines, images links, all else its text; scripts and
    styles go with what they hold.
    """
    well_formed = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=_DROPPED_WHOLE,
        attributes={"a": {"href"}, "img": {"src", "alt"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(well_formed)
    reader.close()
    return clean_text("\n\n".join(_blocks(reader.root)))


class _Reader(HTMLParser):
    """Builds the tree of HTML that nh3 has just written, hence well formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        node = _Node(tag, values.get("href") or values.get("src") or "")
        if tag == "img":
            node.children.append(values.get("alt") or "image")
        if len(self.open) > _DEEPEST:
            node = self.open[-1]
        else:
            self.open[-1].children.append(node)
        if tag not in _ALONE:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _ALONE:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _blocks(node: _Node) -> list[str]:
    """The blocks of a node, the text between them gathered in paragraphs; empty ones left out."""
    result: list[str] = []
    for is_block, run in groupby(node.children, _is_block):
        if is_block:
            result += [_block(child) for child in run if isinstance(child, _Node)]
        else:
            result.append(_AT_START.sub(_escape_start, _inside(_Node("", children=list(run)))))
    return [block for block in result if block.strip()]


def _is_block(child: "_Node | str") -> bool:
    """A block, or an inline tag around blocks, which HTML allows for links."""
    return isinstance(child, _Node) and (child.tag in _BLOCKS or any(map(_is_block, child.children)))


def _block(node: _Node) -> str:
    if re.fullmatch("h[1-6]", node.tag):
        title = " ".join(_inside(node).split())
        return f"{'#' * int(node.tag[1])} {title}" if title else ""
    if node.tag in {"ul", "ol"}:
        return _list(node)
    if node.tag == "hr":
        return "---"
    if node.tag == "tr":
        return " – ".join(_inside(cell) for cell in node.children if isinstance(cell, _Node))  # a dash
    inner = "\n\n".join(_blocks(node))
    return (
        "\n".join(f"> {line}".rstrip() for line in inner.split("\n")) if node.tag == "blockquote" and inner else inner
    )


def _list(node: _Node) -> str:
    items = [_item(child) for child in node.children if isinstance(child, _Node) or child.strip()]
    lines: list[str] = []
    for number, item in enumerate(items, 1):
        start = f"{number}. " if node.tag == "ol" else "- "
        content = "\n".join(_blocks(item))
        lines.append(start + content.replace("\n", "\n" + " " * len(start)))
    return "\n".join(lines)


def _item(child: "_Node | str") -> _Node:
    """Each child of a list as an item, the text that some pages put there without <li> too."""
    return child if isinstance(child, _Node) and child.tag == "li" else _Node("li", children=[child])


def _inside(node: _Node) -> str:
    """The inline content of a node, stripped; a line break is a new line."""
    text = "".join(_escape(child) if isinstance(child, str) else _inline(child) for child in node.children)
    return re.sub(r"[ \u00a0]*\n[ \u00a0]*", "\n", text).strip(" \n\u00a0")


def _inline(node: _Node) -> str:
    if node.tag == "br":
        return "\n"
    text = "".join(_escape(child) if isinstance(child, str) else _inline(child) for child in node.children)
    core = text.strip()
    if not core or (node.tag not in _MARKS and not node.address):
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if node.address:
        return f"{before}{_link(' '.join(core.split()), node.address)}{after}"
    return f"{before}{_MARKS[node.tag]}{core}{_MARKS[node.tag]}{after}"


def _link(label: str, address: str) -> str:
    if not re.match(r"https?://|mailto:|tel:|/(?!/)", address):
        return label
    safe = re.sub(r"[\s<>\\()]", lambda found: f"%{ord(found[0]):02X}", address)
    return safe if label in {address, safe} else f"[{label}]({safe})"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", _HTML_SPACE.sub(" ", text))


def _escape_start(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark}\\" if mark.isdigit() else f"{found[1]}\\{mark}"
