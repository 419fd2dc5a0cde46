"""Plausible answers, given through the same operations as people's. Only the demonstration calls it."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from consultations.modalities.surveys.models import Question
from consultations.modalities.surveys.operations.answering import save_draft, submit_answers
from consultations.modalities.surveys.operations.filling import fill_survey
from consultations.modalities.surveys.queries.definitions import Definition, definition, survey_of
from consultations.modalities.surveys.rules.kinds import NO, OTHER, YES, Kind
from consultations.modalities.surveys.rules.questions import Value
from consultations.process.models import Step
from platform_core.access import System
from platform_core.access.actors import Actor

LEFT_EMPTY = 0.12  # of the answers that are not required
SAYS_MORE = 0.3  # of people write when a text is asked
Texts = Mapping[str, Sequence[str]]  # by key of question


def fill(step: Step, content: Mapping[str, Any], people: Sequence[Actor]) -> None:
    """Write the survey of `content` (as a template), then have each of `people` answer.

    They give the `answers` of `content` in turn ([{key: value}]); when there are none, plausible ones, with the sentences of
    its `texts` ({key: [sentences]}). The step must be open. The same content gives the same answers.
    """
    if not survey_of(step).is_written:
        fill_survey(by=System("demonstration"), step=step, content=content)
    known = definition(survey_of(step))
    chance = random.Random(step.title)  # noqa: S311 (sample answers, not secrets)
    tastes = {question.key: [chance.random() ** 2 + 0.05 for _ in range(60)] for question in known.questions}
    given = content.get("answers") or [answers(known, chance, tastes, content.get("texts", {})) for _ in people]
    for person, values in zip(people, given, strict=False):
        secret = secrets.token_urlsafe()  # as each one's browser would keep it
        save_draft(by=person, step=step, values=values, secret=secret)
        submit_answers(by=person, step=step, secret=secret)


def answers(
    known: Definition, chance: random.Random, tastes: Mapping[str, Sequence[float]], texts: Texts
) -> dict[str, Value]:
    """Return what one person answers: what is common is shared between them, by `tastes`."""
    values: dict[str, Value] = {}
    for question in known.questions:
        if question in known.asked(values) and (question.is_required or chance.random() > LEFT_EMPTY):
            values[question.key] = _answer(question, chance, tastes[question.key], texts.get(question.key, ()))
    return values


def _answer(question: Question, chance: random.Random, taste: Sequence[float], texts: Sequence[str]) -> Value:
    return ANSWERS[Kind(question.kind)](question, chance, taste, texts)


def _text(question: Question, chance: random.Random, taste: Sequence[float], texts: Sequence[str]) -> Value:
    if not texts or (chance.random() > SAYS_MORE and not question.is_required):
        return None
    return chance.choice(texts)


def _single(question: Question, chance: random.Random, taste: Sequence[float], texts: Sequence[str]) -> Value:
    return {"chosen": _sample(question.spec.choices, chance, taste, 1)}


def _multiple(question: Question, chance: random.Random, taste: Sequence[float], texts: Sequence[str]) -> Value:
    options = question.spec.choices
    low, high = int(question.low or 1), int(question.high or min(3, len(options)))
    picked = _sample(options, chance, taste, chance.randint(low, max(low, min(high, len(options)))))
    if question.has_other and texts and len(picked) < high and chance.random() < LEFT_EMPTY:
        return {"chosen": [*picked, OTHER], "other": chance.choice(texts)}
    return {"chosen": picked}


def _sample(options: Sequence[str], chance: random.Random, taste: Sequence[float], size: int) -> list[str]:
    """Return that many different options, those with a high taste more often."""
    left = list(options)
    weights = dict(zip(options, taste, strict=False))
    picked: list[str] = []
    for _ in range(min(size, len(left))):
        one = chance.choices(left, [weights[each] for each in left])[0]
        left.remove(one)
        picked.append(one)
    return picked


def _ranking(question: Question, chance: random.Random, taste: Sequence[float], texts: Sequence[str]) -> Value:
    return _sample(question.spec.choices, chance, taste, len(question.spec.choices))


def _scale(question: Question, chance: random.Random, taste: Sequence[float], texts: Sequence[str]) -> Value:
    notes = question.spec.scale
    usual = notes.start + taste[0] * (len(notes) - 1) / 1.05
    return round(chance.triangular(notes.start, notes.stop - 1, usual))


def _number(question: Question, chance: random.Random, taste: Sequence[float], texts: Sequence[str]) -> Value:
    low, high = int(question.low or 0), int(question.high or 20)
    return round(chance.triangular(low, high, low + (high - low) * taste[0] / 3))


def _day(question: Question, chance: random.Random, taste: Sequence[float], texts: Sequence[str]) -> Value:
    return (date(2022, 1, 1) + timedelta(days=round(chance.triangular(0, 364, 364 * taste[0])))).isoformat()


def _yes_no(question: Question, chance: random.Random, taste: Sequence[float], texts: Sequence[str]) -> Value:
    return YES if chance.random() < 0.35 + taste[0] / 3 else NO


ANSWERS: dict[Kind, Callable[[Question, random.Random, Sequence[float], Sequence[str]], Value]] = {
    Kind.SHORT: _text,
    Kind.LONG: _text,
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.SCALE: _scale,
    Kind.RANKING: _ranking,
    Kind.NUMBER: _number,
    Kind.DATE: _day,
    Kind.YES_NO: _yes_no,
}
