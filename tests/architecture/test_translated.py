"""What people read goes through gettext: no sentence is left bare in a template or in Python."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from deploy.translations.messages import functions_by_name
from tests.architecture import tree

WORD = re.compile(r"[^\W\d_]{2,}")
# What is the same in every language: the name of the platform, formats and units.
SAME_EVERYWHERE = re.compile(
    r"Citoyens en communs|Hauts-de-France|\b(?:CSV|XLSX|ODS|JSON|PDF|API|OpenAPI|HTML|Markdown|Mo|ko|Go|km|px|GET|POST|"
    r"Licence Ouverte|Etalab|OpenStreetMap|IGN|SIREN|SIRET|RNA|EPCI|RGPD|INSEE|English|Français|https?|AGPL-3\.0-or-later)\b"
)
READ_ALOUD = {"alt", "title", "aria-label", "aria-description", "placeholder", "label"}
NOT_READ = {"script", "style", "svg:path", "code"}
# What is taken out before a template is read: translated blocks, comments, and blocks that hold names of CSS classes.
BLOCK = re.compile(
    r"{%\s*(blocktrans(?:late)?|comment|verbatim)\b.*?{%\s*end\1.*?%}|{%\s*block \w*class\w*\s*%}[^{<]*(?={%)",
    re.DOTALL,
)
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
VALUES = re.compile(r"\bx+\b")  # what `blank` puts in place of values
# A text given to a tag or a filter (after `_(` it is translated), and how words differ from names.
GIVEN = re.compile(r"""(_\()?("[^"]*"|'[^']*')""")
WORDS = re.compile(r"[^\W\d_A-Z][’' ][^\W\d_]{2}|\b[A-ZÀ-Ü][^\W\d_A-Z]{2}")
TRANSLATES = re.compile(r"{%\s*(?:block)?trans|{#|{%\s*(?:comment|load)\b")

ACCENTED = "àâçéèêëîïôùûüœÀÂÇÉÈÊËÎÏÔÙÛÜŒ"
FRENCH = re.compile(rf"[^\W\d_][{ACCENTED}]|[{ACCENTED}][^\W\d_]|[^\W\d_]’[^\W\d_]|« ")
# Files whose French is not translated, with the reason.
WRITTEN_IN_FRENCH = {
    "deploy/launcher/": "speaks before Django is there",
    "deploy/demo/": "content of the demonstration, as people of the region would write it",
    "deploy/settings/": "names of languages",
    "deploy/translations/": "explains the French plural",
    "platform_core/web/styleguide.py": "samples that show each element",
    "platform_core/web/templates/web/styleguide/": "the same",
    "tenants/territory/": "names that the official files give to kinds of organisations",
}


class Bare(HTMLParser):
    """Collects the texts and spoken attributes of a template once its tags are blanked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in NOT_READ
        for name, value in attrs:
            if name in READ_ALOUD:
                self.note(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in NOT_READ

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.note(data)

    def note(self, text: str) -> None:
        if WORD.search(VALUES.sub("", SAME_EVERYWHERE.sub("", text))):
            self.found.append((self.getpos()[0], " ".join(text.split())))


def templates() -> list[str]:
    return [p for p in tree.templates() if not p.startswith(tuple(WRITTEN_IN_FRENCH)) and not p.endswith(".svg")]


def blank(found: re.Match[str]) -> str:
    """Keep the lines, and a letter in place of a value, which may be the name of a tag."""
    return ("x" if found.group().startswith("{{") else "") + "\n" * found.group().count("\n")


def bare_sentences(path: str) -> list[tuple[int, str]]:
    parser = Bare()
    parser.feed(TAG.sub(blank, BLOCK.sub(blank, tree.text(path))))
    parser.close()
    return parser.found


def bare_arguments(path: str) -> list[str]:
    """Return the texts in words given to template tags and filters without `_()`."""
    tags = (found.group() for found in TAG.finditer(BLOCK.sub(blank, tree.text(path))))
    given = [text[1:-1] for tag in tags if not TRANSLATES.match(tag) for done, text in GIVEN.findall(tag) if not done]
    return [text for text in given if WORDS.search(SAME_EVERYWHERE.sub("", text))]


def untranslated(path: str) -> Iterator[tuple[int, str]]:
    """Yield the French texts of a Python file that are neither docstrings nor arguments of gettext."""
    module = tree.syntax(path)
    names = functions_by_name(module)
    spared = {id(n.value) for n in ast.walk(module) if isinstance(n, ast.Expr)}  # docstrings
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
            spared |= {id(argument) for argument in node.args}
    for node in ast.walk(module):
        match node:
            case ast.Constant(value=str(text), lineno=line) if id(node) not in spared and FRENCH.search(text):
                yield line, text


def test_no_template_holds_a_bare_sentence() -> None:
    found = {path: bare_sentences(path) for path in templates()}
    assert {path: texts for path, texts in found.items() if texts} == {}


def test_no_tag_of_a_template_is_given_a_bare_text() -> None:
    found = {path: bare_arguments(path) for path in templates()}
    assert {path: texts for path, texts in found.items() if texts} == {}


def test_no_python_holds_an_untranslated_sentence() -> None:
    for_people = [p for p in tree.product_files() if "/management/commands/" not in p]
    paths = [p for p in for_people if not p.startswith(tuple(WRITTEN_IN_FRENCH))]
    found = {path: list(untranslated(path)) for path in paths}
    assert {path: texts for path, texts in found.items() if texts} == {}
