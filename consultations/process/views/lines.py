"""What the public pages show of each step and consultation, ready for the templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_datetime

from consultations.process.modality import Figure, Modality, modalities
from consultations.process.models import Consultation, Moment, Step

TIMELINE = {Moment.BEFORE: "upcoming", Moment.OPEN: "current", Moment.AFTER: "past"}


@dataclass(frozen=True)
class Delay:
    """A step's end that was moved, with its reason."""

    old_end: datetime | None
    new_end: datetime | None
    at: datetime | None
    reason: str


@dataclass(frozen=True)
class StepLine:
    """A step as people see it: where it is in time, what one may do there now."""

    step: Step
    modality: Modality | None
    url: str
    figures: Sequence[Figure] = ()
    delays: Sequence[Delay] = field(default=())

    @property
    def state(self) -> str:
        """Return past, current or upcoming: the words of the timeline's styles."""
        return TIMELINE[self.step.moment]

    @property
    def is_open(self) -> bool:
        """Tell whether one may take part now."""
        return self.step.is_open


def key_figures(lines: Sequence[StepLine]) -> list[dict[str, Any]]:
    """Return the figures of a whole consultation; those of two steps of one modality say of which step they are."""
    several = Counter(line.step.modality for line in lines if any(figure.value for figure in line.figures))
    return [
        {
            "value": figure.value,
            "label": figure.label,
            "note": line.step.title if several[line.step.modality] > 1 else "",
        }
        for line in lines
        for figure in line.figures
        if figure.value
    ]


def step_lines(steps: Iterable[Step], figures: Mapping[int, Sequence[Figure]] | None = None) -> list[StepLine]:
    """Return a line for each step, in order. A modality that this installation no longer has leads nowhere."""
    known = {one.slug: one for one in modalities()}
    given = figures or {}
    lines = []
    for step in steps:
        modality = known.get(step.modality)
        url = modality.step_url(step) if modality else ""
        delays = [_delay(line) for line in getattr(step, "extended", ())]
        lines.append(StepLine(step, modality, url, given.get(step.pk, ()), delays))
    return lines


def _delay(line: Mapping[str, Any]) -> Delay:
    moments = {name: parse_datetime(line[name]) for name in ("old_end", "new_end", "at")}
    return Delay(reason=line["reason"], **moments)


@dataclass(frozen=True)
class Card:
    """A consultation in a list: its page, and the steps in which one may take part now."""

    consultation: Consultation
    url: str
    lines: Sequence[StepLine]

    @property
    def open_lines(self) -> list[StepLine]:
        """Return the steps that are open."""
        return [line for line in self.lines if line.is_open]


def cards(consultations: Iterable[Consultation]) -> list[Card]:
    """Return a card for each consultation (steps prefetched)."""
    return [
        Card(one, reverse("process:consultation", args=[one.slug]), step_lines(one.steps.all()))
        for one in consultations
    ]
