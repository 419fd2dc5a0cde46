"""Reads the commons charter, one pair of files (JSON, Markdown) per version; versions are never edited."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

CURRENT_VERSION = "1"
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Commitment:
    """One point of the summary: a short title and a sentence or two of plain text."""

    title: str
    body: str


@dataclass(frozen=True)
class Charter:
    """One version of the charter: `body` is Markdown without a first-level heading, the rest is plain text."""

    version: str
    in_force_on: date
    title: str
    intro: str
    commitments: tuple[Commitment, ...]
    acceptance: str
    body: str


@cache
def charter(version: str = CURRENT_VERSION) -> Charter:
    """The charter with this number, by default the one in force; KeyError for a version that never existed."""
    if version not in charter_versions():
        raise KeyError(version)
    head = json.loads((FOLDER / f"charte-v{version}.json").read_text(encoding="utf-8"))
    return Charter(
        version=head["version"],
        in_force_on=date.fromisoformat(head["in_force_on"]),
        title=head["title"],
        intro=head["intro"],
        commitments=tuple(Commitment(**commitment) for commitment in head["commitments"]),
        acceptance=head["acceptance"],
        body=(FOLDER / f"charte-v{version}.md").read_text(encoding="utf-8"),
    )


def charter_versions() -> tuple[str, ...]:
    """The numbers of all versions, oldest first."""
    numbers = (path.stem.removeprefix("charte-v") for path in FOLDER.glob("charte-v*.json"))
    return tuple(sorted(numbers, key=int))
