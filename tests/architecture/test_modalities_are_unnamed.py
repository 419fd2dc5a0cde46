"""Adding a modality is one folder and one settings line: nothing outside its folder names it.

A modality is named by: an import of its package, its dotted path, or a whole string that is its slug, alone or
followed by `:` (URL name), `/` (template, static file) or `.` (model, permission). A sentence that happens to hold the
word is not a name. Where it may be named: its own folder, tests, settings, demonstration content, and the content
templates (JSON) a space starts from.
"""

import ast
import re

import pytest

from tests.architecture import tree

MAY_NAME = ("tests/", "deploy/settings/", "deploy/demo/")
# Words that the API and the outbox use for something else; alone they name no modality.
ORDINARY_WORDS = {"events", "results"}


def naming(slug: str) -> re.Pattern[str]:
    alone = "[:/.]" if slug in ORDINARY_WORDS else "(?:[:/.]|$)"
    return re.compile(rf"(?:{slug}{alone}\S*|.*consultations\.modalities\.{slug}\b.*)", re.DOTALL)


def strings_and_imports(path: str) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(tree.syntax(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append((node.lineno, node.value))
        elif isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def quoted(path: str) -> list[tuple[int, str]]:
    lines = enumerate(tree.text(path).splitlines(), start=1)
    return [(number, value) for number, line in lines for _, value in re.findall(r"""(["'])([^"'\s]+)\1""", line)]


def outside(slug: str, paths: list[str]) -> list[str]:
    own = (f"consultations/modalities/{slug}/", *MAY_NAME)
    return [p for p in paths if not p.startswith(own)]


@pytest.mark.parametrize("slug", tree.modalities())
def test_no_python_outside_its_folder_names_a_modality(slug: str) -> None:
    named = [
        f"{path}:{line} {value}"
        for path in outside(slug, tree.product_files())
        for line, value in strings_and_imports(path)
        if naming(slug).fullmatch(value)
    ]
    assert named == []


@pytest.mark.parametrize("slug", tree.modalities())
def test_no_template_or_script_outside_its_folder_names_a_modality(slug: str) -> None:
    scripts = [p for p in tree.files() if p.endswith(".js") and "/vendor/" not in p]
    named = [
        f"{path}:{line} {value}"
        for path in outside(slug, [*tree.templates(), *scripts])
        for line, value in quoted(path)
        if naming(slug).fullmatch(value)
    ]
    assert named == []
