"""What capabilities add to contributions in the API: fields, filters, abilities. They register, nothing here names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from consultations.process.models import Contribution
from platform_core.access.actors import Actor

Contributions = QuerySet[Contribution]


def _same(contributions: Contributions) -> Contributions:
    return contributions


def _nothing(_contributions: list[Contribution], _actor: Actor) -> None:
    """Know nothing beforehand."""


@dataclass(frozen=True)
class Filter:
    """A filter of the list: the field that reads it in the address, and what it keeps."""

    name: str
    field: Callable[[], serializers.Field[Any, Any, Any, Any]]
    keep: Callable[[Contributions, Any], Contributions]


@dataclass(frozen=True)
class Part:
    """What one capability adds.

    `fields` are in lists and alone, `more` only alone; each makes a read-only field that reads an attribute which
    `annotate` (in the query) or `prepare(contributions, actor)` (one query for a whole page) has set.
    """

    name: str
    fields: dict[str, Callable[[], serializers.Field[Any, Any, Any, Any]]] = field(default_factory=dict)
    more: dict[str, Callable[[], serializers.Field[Any, Any, Any, Any]]] = field(default_factory=dict)
    annotate: Callable[[Contributions], Contributions] = _same
    prepare: Callable[[list[Contribution], Actor], None] = _nothing
    prepare_one: Callable[[Contribution, Actor], None] = lambda _contribution, _actor: None
    filters: tuple[Filter, ...] = ()
    abilities: tuple[str, ...] = ()  # permissions asked of (actor, contribution)


_parts: dict[str, Part] = {}


def register_part(part: Part) -> None:
    """Add a part (a capability's `apps.py` calls this through its `api`)."""
    _parts[part.name] = part


def parts() -> list[Part]:
    """Return the parts, by name."""
    return [_parts[name] for name in sorted(_parts)]
