"""Stable keys of questions and choices, made from their words."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.text import slugify

from consultations.modalities.surveys.rules.kinds import OTHER

LONGEST = 32  # leaves room for a number within the 40 of the columns


def free_key(words: str, taken: Collection[str], fallback: str) -> str:
    """Return a key that is not taken: "usages", "usages-2"…."""
    stem = slugify(words)[:LONGEST].strip("-_") or fallback
    number, key = 1, stem
    while key in taken or key == OTHER:
        number += 1
        key = f"{stem}-{number}"
    return key


def keyed(choices: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give a key to those of the choices (key, label) that have none."""
    found: list[tuple[str, str]] = []
    taken = {key for key, _label in choices if key}
    for key, label in choices:
        mine = key or free_key(label, taken, "reponse")
        taken.add(mine)
        found.append((mine, label))
    return found
