"""What has two keys, as higher layers declare it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Feature:
    """Something that a space may do or not. `description` is a sentence for the team."""

    slug: str
    label: str | Promise
    description: str | Promise
    icon: str


@dataclass(frozen=True)
class Source:
    """Where features come from. `running` counts, in the space one is in, what of each is under way (one statement)."""

    features: Callable[[], list[Feature]]
    running: Callable[[], dict[str, int]]


_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Make features known; registering twice changes nothing."""
    if source not in _sources:
        _sources.append(source)


def features() -> list[Feature]:
    """Return all features, in the order in which they are proposed."""
    return [feature for source in _sources for feature in source.features()]


def running() -> dict[str, int]:
    """Return how many of each feature are under way in this space."""
    return {slug: count for source in _sources for slug, count in source.running().items()}
