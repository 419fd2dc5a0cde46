"""Plausible survey answers from weights: the same seed always gives the same answers; no answer breaks a rule."""

import math
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from deploy.demo.contents import AnswerPlan, QuestionPlan
from deploy.demo.questionnaire import OTHER, Question, Questionnaire

# By question key, the JSON that surveys take: a text (short, long), `yes` or `no`, a day as YYYY-MM-DD, a whole number
# (number, scale), a list of values, preferred first (ranking), or {"chosen": [values], "other": text} (single, multiple).
Answers = dict[str, Any]


def sample_answers(questionnaire: Questionnaire, plan: AnswerPlan) -> list[Answers]:
    """`plan.count` sets of answers by question key; questions that are not shown or were skipped are absent."""
    random = Random(plan.seed)
    long_keys = [question.key for question in questionnaire.questions if question.type == "long"]
    unsaid = {key: random.sample(plan.questions[key].texts, len(plan.questions[key].texts)) for key in long_keys}
    return [_one_set(questionnaire, plan.questions, unsaid, random) for _ in range(plan.count)]


def is_shown(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether the answers given so far make this question appear."""
    condition = question.show_if
    if condition is None:
        return True
    given = answers.get(condition.question)
    chosen = given["chosen"] if isinstance(given, dict) else [str(given)]
    return condition.equals in chosen or bool(set(chosen) & set(condition.includes))


def _one_set(
    questionnaire: Questionnaire, plans: Mapping[str, QuestionPlan], unsaid: Mapping[str, list[str]], random: Random
) -> Answers:
    answers: Answers = {}
    for question in questionnaire.questions:
        plan = plans[question.key]
        skipped = not question.required and random.random() >= plan.answered
        if skipped or not is_shown(question, answers):
            continue
        if question.type != "long":
            answers[question.key] = _SAMPLERS[question.type](question, plan, random)
        elif unsaid[question.key]:  # nobody says again, word for word, what somebody has already written
            answers[question.key] = unsaid[question.key].pop()
    return answers


def _single(question: Question, plan: QuestionPlan, random: Random) -> dict[str, Any]:
    return _with_other([_weighted(plan.weights, random)], plan, random)


def _multiple(question: Question, plan: QuestionPlan, random: Random) -> dict[str, Any]:
    low = max(question.min or 1, 1)
    high = min(question.max or len(plan.weights), 4, len(plan.weights))
    chosen = _in_order_of_chance(plan.weights, random)[: random.randint(low, high)]
    offered = [*(option.value for option in question.options), OTHER]
    return _with_other(sorted(chosen, key=offered.index), plan, random)


def _with_other(chosen: list[str], plan: QuestionPlan, random: Random) -> dict[str, Any]:
    other = {"other": random.choice(plan.other_texts)} if OTHER in chosen else {}
    return {"chosen": chosen, **other}


def _ranking(question: Question, plan: QuestionPlan, random: Random) -> list[str]:
    return _in_order_of_chance(plan.weights, random)


def _scale(question: Question, plan: QuestionPlan, random: Random) -> int:
    return int(_weighted(plan.weights, random))


def _yes_no(question: Question, plan: QuestionPlan, random: Random) -> str:
    return _weighted(plan.weights, random)


def _number(question: Question, plan: QuestionPlan, random: Random) -> int:
    low, mode, high = plan.low or 0, plan.mode or 0, plan.high or 0
    return round(min(random.triangular(low, high, mode) for _ in range(2)))  # most are small, a few are large


def _date(question: Question, plan: QuestionPlan, random: Random) -> str:
    first, last = plan.first_day or date.min, plan.last_day or date.max
    return (first + timedelta(days=random.randint(0, (last - first).days))).isoformat()


def _short(question: Question, plan: QuestionPlan, random: Random) -> str:
    return random.choice(plan.texts)


def _weighted(weights: Mapping[str, float], random: Random) -> str:
    return random.choices(list(weights), weights=list(weights.values()))[0]


def _in_order_of_chance(weights: Mapping[str, float], random: Random) -> list[str]:
    """A random order in which heavy options tend to come first (Efraimidis and Spirakis, 2006)."""
    return sorted(weights, key=lambda value: -math.log(1 - random.random()) / weights[value])


_SAMPLERS: dict[str, Callable[[Question, QuestionPlan, Random], Any]] = {
    "single": _single,
    "multiple": _multiple,
    "ranking": _ranking,
    "scale": _scale,
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "short": _short,
}
