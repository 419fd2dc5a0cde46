"""Markdown to HTML that is safe to show."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token

from platform_core.richtext.cleaning import may_show, sanitise_html
from platform_core.richtext.parsing import parse, parser, walk

_DEEPEST = 6


def render(text: str, *, heading_level: int = 3, allow_images: bool = False) -> SafeString:
    """HTML of a Markdown text. Its highest titles become `heading_level` (1 to 6), the others follow.

    Images are shown when they are files of this site, any HTTPS one with `allow_images`; another becomes a link.
    """
    tokens = parse(text)
    _shift_titles([token for token in tokens if token.type in {"heading_open", "heading_close"}], heading_level)
    for token in walk(tokens):
        if token.type in {"th_open", "td_open"}:
            _align(token)
        elif token.children:
            token.children = _without_foreign_images(token.children, allow_images=allow_images)
    made = parser()
    html = made.renderer.render(tokens, made.options, {})
    return mark_safe(sanitise_html(html, allow_images=allow_images))  # noqa: S308  # cleaned in this very call


def _shift_titles(titles: list[Token], level: int) -> None:
    highest = min((int(title.tag[1]) for title in titles), default=0)
    for title in titles:
        title.tag = f"h{min(int(title.tag[1]) - highest + level, _DEEPEST)}"


def _align(token: Token) -> None:
    """A class in place of a style, which our Content-Security-Policy forbids."""
    style = str(token.attrs.pop("style", ""))
    if style and not style.endswith("left"):
        token.attrSet("class", f"align-{style.rpartition(':')[2]}")


def _without_foreign_images(tokens: list[Token], *, allow_images: bool) -> list[Token]:
    result: list[Token] = []
    inside_link = 0
    for token in tokens:
        inside_link += (token.type == "link_open") - (token.type == "link_close")
        if token.type != "image" or may_show(str(token.attrs["src"]), allow_images=allow_images):
            result.append(token)
        elif inside_link:
            result.append(Token("text", "", 0, content=token.content))
        else:
            result += _as_link(str(token.attrs["src"]), token.content)
    return result


def _as_link(address: str, label: str) -> list[Token]:
    start = Token("link_open", "a", 1, attrs={"href": address})
    return [start, Token("text", "", 0, content=label or address), Token("link_close", "a", -1)]
