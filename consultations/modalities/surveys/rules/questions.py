"""A question as the rules see it, without its database row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from consultations.modalities.surveys.rules.kinds import (
    LONG_LIMIT,
    NO,
    OTHER,
    SHORT_LIMIT,
    WITH_CHOICES,
    YES,
    Kind,
)

Value = Any  # a JSON value, or None for "no answer"
Values = Mapping[str, Value]  # by key of question


@dataclass(frozen=True)
class Condition:
    """Asked when the earlier question `key` was answered with at least one of `values` (texts)."""

    key: str
    values: frozenset[str]


@dataclass(frozen=True)
class Spec:
    """What decides whether an answer is right. `low`, `high` bound choices, a number or signs;
    a number advances by `interval`.
    """

    key: str
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()
    other: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    interval: Decimal | None = None
    condition: Condition | None = None

    @property
    def options(self) -> frozenset[str]:
        """Return all that can be chosen, as texts; empty for what is typed."""
        if self.kind == Kind.YES_NO:
            return frozenset({YES, NO})
        if self.kind == Kind.SCALE:
            return frozenset(str(n) for n in self.scale)
        if self.kind in WITH_CHOICES:
            return frozenset(self.choices) | (frozenset({OTHER}) if self.other else frozenset())
        return frozenset()

    @property
    def scale(self) -> range:
        """Return the notes of a scale, both ends included."""
        return range(int(self.low or 0), int(self.high or 0) + 1)

    @property
    def limit(self) -> int:
        """Return the most characters a text may have."""
        return int(self.high or (SHORT_LIMIT if self.kind == Kind.SHORT else LONG_LIMIT))
