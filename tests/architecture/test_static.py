"""Scripts and styles of our own: nothing made code, nothing fetched elsewhere, what is borrowed says from where."""

import re
from pathlib import PurePosixPath

import pytest

from tests.architecture import tree
from tests.architecture.test_translated import FRENCH

CAP = 300

REFUSED = {
    "text made code": r"\beval\(|new Function\(|document\.write|javascript:",
    "text made HTML": r"\b(?:innerHTML|outerHTML)\s*=|insertAdjacentHTML|\.srcdoc\b",
    "something fetched elsewhere": r"(?:fetch|import|open)\(\s*[\"'`]https?:|url\(\s*[\"']?(?:https?:)?//|@import\s",
    "something kept in the browser for a tracker": r"document\.cookie\s*=|sendBeacon",
}


def own(*suffixes: str) -> list[str]:
    return [p for p in tree.files() if "/static/" in p and p.endswith(suffixes) and "/vendor/" not in p]


def lines(paths: list[str]) -> list[tuple[str, str]]:
    return [(f"{p}:{n}", line) for p in paths for n, line in enumerate(tree.text(p).splitlines(), start=1)]


@pytest.mark.parametrize("what", REFUSED)
def test_no_script_or_style_holds(what: str) -> None:
    assert [place for place, line in lines(own(".js", ".css")) if re.search(REFUSED[what], line)] == []


def test_scripts_say_nothing_in_french_by_themselves() -> None:
    """What a script says comes from the page (data attributes), where it is translated."""
    said = [(place, re.sub(r"(^|\s)//.*|/?\*.*", "", line)) for place, line in lines(own(".js"))]
    assert [place for place, line in said if FRENCH.search(line)] == []


def test_scripts_and_styles_stay_small() -> None:
    assert {p: n for p in own(".js", ".css") if (n := len(tree.text(p).splitlines())) > CAP} == {}


def test_what_is_borrowed_has_its_licence_and_its_origin() -> None:
    borrowed = {PurePosixPath(*PurePosixPath(p).parts[: parts(p) + 2]) for p in tree.files() if is_borrowed(p)}
    unlicensed = [str(folder) for folder in sorted(borrowed) if not list((tree.ROOT / folder).glob("LICENSE*"))]
    unnamed = [str(f) for f in sorted(borrowed) if f.name not in (tree.ROOT / f.parent / "README.md").read_text()]
    assert (unlicensed, unnamed) == ([], [])


def is_borrowed(path: str) -> bool:
    """Tell whether a file lies in a folder of `vendor/` (its README, beside them, does not)."""
    return "/vendor/" in path and len(PurePosixPath(path).parts) > parts(path) + 2


def parts(path: str) -> int:
    """Return the place of `vendor` among the parts of a path."""
    return PurePosixPath(path).parts.index("vendor")
