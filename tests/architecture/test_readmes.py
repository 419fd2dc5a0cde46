"""What the READMEs say about the tree is still true: every path and link they give leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture import tree

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
PATH = re.compile(r"`((?:[\w.-]+/){2,}|(?:[\w.-]+/)*[\w-][\w.-]*\.(?:py|md|toml|html|txt|in|sh|sql|css|js|json|po))`")
# Made on the machine, not committed, or a name that stands for any file of its kind.
ELSEWHERE = re.compile(r".*-vN\.|\.venv/|\.run/|static-built/|\.boot/|test-results/")


def documents() -> list[str]:
    return [p for p in tree.files() if p.endswith(".md") and "/vendor/" not in p]


def leads_nowhere(document: str) -> Iterator[str]:
    folder = tree.ROOT / PurePosixPath(document).parent
    for found in [*LINK.findall(tree.text(document)), *PATH.findall(tree.text(document))]:
        known = any((base / found).exists() for base in (folder, tree.ROOT)) or is_the_end_of_a_path(found)
        if not known and not ELSEWHERE.match(found):
            yield found


def is_the_end_of_a_path(name: str) -> bool:
    """Tell whether some file's path ends so: a bare name, or a template as Django names it."""
    return any(f"/{path}".endswith(f"/{name}") for path in tree.files())


def test_no_document_gives_a_path_that_leads_nowhere() -> None:
    found = {document: list(leads_nowhere(document)) for document in documents()}
    assert {document: paths for document, paths in found.items() if paths} == {}
