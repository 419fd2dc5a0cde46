"""Nothing committed leads to one machine, one network or one package index; every dependency says what it is for."""

import re
from pathlib import PurePosixPath

from tests.architecture import tree

TEXT = {"", ".cfg", ".conf", ".css", ".env", ".html", ".in", ".ini", ".js", ".json", ".md", ".po", ".py", ".sh",
        ".service", ".sql", ".svg", ".toml", ".txt", ".yaml", ".yml"}  # fmt: skip

# One letter of each is in brackets so that this file does not hold what it looks for.
PRIVATE = {
    "a folder of one machine": r"(?<![\w.…])/(?:wor[k]|hom[e]/\w+|User[s]/\w+|roo[t])/|/opt/py[p]i",
    "a package index": r"(?<!-)\bextra[-_]inde[x]|--inde[x]-url|--find[-]links|\[\[tool\.uv\.inde[x]",
    "an index other than the public one": r"https?://(?!(?:[\w-]+\.)?pypi\.org)[\w.-]*(?:pyp[i]|devp[i]|artifactor[y])",
    "a private name": r"https?://[\w.-]+\.(?:internal|corp|lan|intra|local)\b",
    "a private address": r"(?<![\d.])(?:10\.\d+|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d+\.\d+(?![\d.])(?!/\d)",
    "a local file": r"file[:]//",
    "a secret": r"BEGIN (?:RSA |EC |OPENSSH )?PRIVATE [K]EY",
}

# Where such a thing is meant, with the reason.
MEANT = {
    "tests/": {"a private address", "a private name", "a local file"},  # attacks name the addresses they aim at
}


def meant(path: str, what: str) -> bool:
    return any(path.startswith(start) and what in kinds for start, kinds in MEANT.items())


def text_files() -> list[str]:
    return [p for p in tree.files() if PurePosixPath(p).suffix in TEXT and "/vendor/" not in p]


def requirement_lines(path: str) -> list[str]:
    lines = tree.text(path).splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("#", "-r "))]


def test_no_file_leads_to_a_private_place() -> None:
    found = [
        f"{path}:{number} {what}"
        for path in text_files()
        for number, line in enumerate(tree.text(path).splitlines(), start=1)
        for what, pattern in PRIVATE.items()
        if re.search(pattern, line) and not meant(path, what)
    ]
    assert found == []


def test_every_dependency_says_what_it_is_for() -> None:
    paths = [p for p in tree.files() if p.startswith("deploy/requirements/") and p.endswith(".in")]
    assert paths
    assert [line for p in paths for line in requirement_lines(p) if not re.search(r"\s# \S", line)] == []


def test_locks_hold_exact_versions_with_hashes_and_no_address() -> None:
    paths = [p for p in tree.files() if p.startswith("deploy/requirements/") and p.endswith(".txt")]
    assert paths
    for path in paths:
        entries = re.split(r"\n(?=\S)", tree.text(path).strip())
        assert [
            e.split()[0] for e in entries if not re.match(r"[\w.\[\],-]+==\S+.*--hash=sha256:", e, re.DOTALL)
        ] == []
        assert "://" not in tree.text(path)
