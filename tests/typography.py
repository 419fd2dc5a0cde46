"""What French typography asks of the texts we ship: curly apostrophes, no-break spaces before double punctuation."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_CODE_OR_ADDRESS = re.compile(r"https?://\S+|`[^`]*`|^ {4}.*$", re.MULTILINE)
_FAULTS = re.compile(r"\w'\w| [;!?»%€]|\S :(?=\s|$)|« |\.\.\.|<[a-zA-Z/!]|[ \t]$", re.MULTILINE)


def strings_in(value: Any) -> Iterator[str]:
    """Every text of a JSON value, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings_in(item)


def texts_under(folder: Path) -> Iterator[tuple[str, str]]:
    """(file, text) for every Markdown file and every text of a JSON file."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".md":
            yield path.name, path.read_text(encoding="utf-8").rstrip("\n")
        elif path.suffix == ".json":
            for text in strings_in(json.loads(path.read_text(encoding="utf-8"))):
                yield path.name, text


def faults_of(text: str) -> list[str]:
    """Straight apostrophes, ordinary spaces that could break a line, three dots, raw HTML, trailing spaces."""
    prose = _CODE_OR_ADDRESS.sub("", text)
    return [prose[max(0, fault.start() - 30) : fault.end() + 10] for fault in _FAULTS.finditer(prose)]


def faults_in(folder: Path) -> list[str]:
    """The faults of all texts of a folder, after the name of their file."""
    return [f"{name}: {fault}" for name, text in texts_under(folder) for fault in faults_of(text)]
