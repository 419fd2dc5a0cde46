"""What every page keeps: no code or style inline (strict CSP), nothing unescaped, forms protected, pictures described.

Message templates (folders named `email`, `mail`…) are read by mail programs: inline styles are their only ones.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tests.architecture import tree

# Templates where a value is shown unescaped, each with who made it safe.
SAFE_VALUES: dict[str, str] = {}
DATA_SCRIPTS = {"application/json", "application/ld+json"}
EXTERNAL = re.compile(r"(https?:)?//")


class Tags(HTMLParser):
    """Collects every start tag of a template with its line, and the text found inside <script> and <style>."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[int, str, dict[str, str | None]]] = []
        self.inline: list[tuple[int, str]] = []
        self._inside: tuple[str, dict[str, str | None]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((self.getpos()[0], tag, dict(attrs)))
        self._inside = (tag, dict(attrs)) if tag in {"script", "style"} else None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((self.getpos()[0], tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside and data.strip() and self._inside[1].get("type") not in DATA_SCRIPTS:
            self.inline.append((self.getpos()[0], self._inside[0]))


def parsed(path: str) -> Tags:
    """Return the tags of a template, template tags blanked and values replaced by a letter."""
    source = re.sub(r"{#.*?#}|{%.*?%}", " ", tree.text(path))
    parser = Tags()
    parser.feed(re.sub(r"{{.*?}}", "x", source))
    return parser


def attributes(paths: list[str]) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield (place, tag, attribute, value) for every attribute of every template."""
    for path in paths:
        for line, tag, attrs in parsed(path).tags:
            yield from ((f"{path}:{line}", tag, name, value) for name, value in attrs.items())


def test_no_script_or_style_is_written_in_a_page() -> None:
    found = {path: parsed(path).inline for path in tree.pages()}
    assert {path: inline for path, inline in found.items() if inline} == {}


def test_no_attribute_holds_style_or_code() -> None:
    found = [
        f"{place} {name}"
        for place, _, name, value in attributes(tree.pages())
        if name == "style" or re.fullmatch(r"on[a-z]+|hx-on.*", name) or (value or "").startswith("javascript:")
    ]
    assert found == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    loads = {"src", "srcset", "poster", "data"}
    found = [
        f"{place} {value}"
        for place, tag, name, value in attributes(tree.pages())
        if (name in loads or (tag == "link" and name == "href")) and EXTERNAL.match(value or "")
    ]
    assert found == []


def test_every_picture_has_an_alternative() -> None:
    found = [
        f"{path}:{line}"
        for path in tree.templates()
        for line, tag, attrs in parsed(path).tags
        if tag == "img" and "alt" not in attrs
    ]
    assert found == []


def test_every_form_that_writes_carries_its_token() -> None:
    forms = [
        (path, form)
        for path in tree.pages()
        for form in re.findall(r"<form\b.*?</form>", tree.text(path), re.DOTALL | re.IGNORECASE)
    ]
    writes = re.compile(r"""<form\b[^>]*\bmethod=["']?post""", re.IGNORECASE)
    assert [path for path, form in forms if writes.match(form) and "{% csrf_token %}" not in form] == []


def test_no_form_that_reads_carries_a_token() -> None:
    forms = [
        (path, form)
        for path in tree.pages()
        for form in re.findall(r"<form\b.*?</form>", tree.text(path), re.DOTALL | re.IGNORECASE)
    ]
    reads = re.compile(r"""<form\b[^>]*\bmethod=["']?get""", re.IGNORECASE)
    assert [path for path, form in forms if reads.match(form) and "csrf_token" in form] == []


@pytest.mark.parametrize("pattern", [r"{%\s*autoescape\s+off", r"\|\s*safe(seq)?\b", r"{%\s*filter\s+safe"])
def test_nothing_is_shown_unescaped(pattern: str) -> None:
    pages = [p for p in tree.templates() if p.endswith((".html", ".svg", ".xml"))]
    assert [p for p in pages if re.search(pattern, tree.text(p)) and p not in SAFE_VALUES] == []
