"""A check that is silenced says why, on the line where it is."""

import re

from tests.architecture import tree

SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma|fmt:\s*off|nosec|ruff:\s*noqa)\b(?P<rest>.*)")
# The codes, then a reason, in brackets, after a dash or in a comment of its own.
REASON = re.compile(r"(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]+\])\s*(?:#|\(|-|–)\s*\w.*")


def test_every_silenced_check_says_why() -> None:
    unsaid = [
        f"{path}:{number} {line.strip()}"
        for path in [*tree.python_files(), *(p for p in tree.files() if p == "run")]
        for number, line in enumerate(tree.text(path).splitlines(), start=1)
        if (found := SILENCED.search(line)) and not REASON.fullmatch(found["rest"])
    ]
    assert unsaid == []
