"""The first steps of a new team: each slice declares its own, the list ticks itself from what is true.

A slice registers its step in `AppConfig.ready()`; whoever shows the list asks for it whole, in one statement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

Text = str | Promise
Done = Callable[[HttpRequest], "bool | Combinable | Q"]


@dataclass(frozen=True, kw_only=True)
class FirstStep:
    """One thing that a new team does: why in one sentence, where, and how one knows that it is done.

    `done` gives a fact already at hand, or a condition for the database (`Exists(…)`). `shown` says who gets the link;
    `waits` why it cannot be done yet (empty: it can); `details` asks the database for the names of what is left.
    """

    slug: str
    order: int
    title: Text
    why: Text
    action: Text
    url_name: str
    done: Done
    shown: Callable[[HttpRequest], bool]
    waits: Callable[[HttpRequest], Text] = lambda _request: ""
    details: Callable[[], Combinable] | None = None


@dataclass(frozen=True)
class Line:
    """A first step as it is for one team. `state` is past, current (the next to do) or upcoming."""

    step: FirstStep
    state: str
    url: str  # empty for who cannot do it, and while it waits
    waits: Text
    details: list[str]

    @property
    def is_done(self) -> bool:
        """Tell whether it is ticked."""
        return self.state == "past"


_steps: dict[str, FirstStep] = {}


def register_onboarding_step(step: FirstStep) -> None:
    """Add a step to the list; the same slug again replaces it."""
    _steps[step.slug] = step


def first_steps(request: HttpRequest) -> list[Line]:
    """Return the list for the team of whoever asks, in order. One statement."""
    steps = sorted(_steps.values(), key=lambda step: step.order)
    done, details = _ticked(request, steps)
    waits = {step.slug: "" if done[step.slug] else step.waits(request) for step in steps}
    left = [step.slug for step in steps if not done[step.slug] and not waits[step.slug]]
    lines = []
    for step in steps:
        state = "past" if done[step.slug] else "current" if left[:1] == [step.slug] else "upcoming"
        url = reverse(step.url_name) if not waits[step.slug] and step.shown(request) else ""
        lines.append(Line(step, state, url, waits[step.slug], details.get(step.slug, [])))
    return lines


def _ticked(request: HttpRequest, steps: list[FirstStep]) -> tuple[dict[str, bool], dict[str, list[str]]]:
    """Return which steps are done, and what is left of those that name it. One statement."""
    answers: dict[str, Any] = {step.slug: step.done(request) for step in steps}
    asked = {slug: answer for slug, answer in answers.items() if not isinstance(answer, bool)}
    columns = [ExpressionWrapper(answer, BooleanField()) for answer in asked.values()]
    named = {step.slug: step.details() for step in steps if step.details}
    me = get_user_model()._default_manager.filter(pk=request.user.pk or 0)
    row = me.values_list(*columns, *named.values()).get() if columns or named else ()
    done = {**answers, **dict(zip(asked, row[: len(asked)], strict=True))}
    return done, {slug: list(left) for slug, left in zip(named, row[len(asked) :], strict=True)}
