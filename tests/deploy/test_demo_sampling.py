"""Sampled survey answers are what a person could have sent: shown, within bounds, never a copy."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deploy.demo.contents import AnswerPlan
from deploy.demo.loader import place, region, spaces
from deploy.demo.questionnaire import OTHER, Question, Questionnaire
from deploy.demo.sampling import is_shown, sample_answers

REGION = region()
PLACES = [found for space in spaces() if (found := place(space.label))]
CASES = [(found.surveys[plan.survey], plan) for found in PLACES for plan in found.answer_plans]
PLANS = pytest.mark.parametrize(("questionnaire", "plan"), CASES, ids=[plan.survey for _, plan in CASES])


def is_allowed(question: Question, value: Any) -> bool:
    if question.type in {"single", "multiple"}:
        chosen = value["chosen"]
        low, high = (1, 1) if question.type == "single" else (question.min or 1, question.max or len(question.values))
        others = {OTHER} if value.get("other") else set()
        distinct = len(set(chosen)) == len(chosen)
        return (
            distinct
            and set(chosen) <= question.values
            and low <= len(chosen) <= high
            and others == {OTHER} & {*chosen}
        )
    if question.type == "ranking":
        return sorted(value) == sorted(question.values)
    if question.type == "yes_no":
        return value in question.values
    if question.scale:
        return value in range(question.scale.min, question.scale.max + 1)
    if question.type == "number":
        return isinstance(value, int) and (question.min or 0) <= value <= (question.max or value)
    if question.type == "date":
        return date.fromisoformat(value).isoformat() == str(value)
    return 0 < len(value) <= (question.max or 0)


@PLANS
def test_sampled_answers_follow_the_rules_of_the_questionnaire(questionnaire: Questionnaire, plan: AnswerPlan) -> None:
    for answers in sample_answers(questionnaire, plan):
        for question in questionnaire.questions:
            answer = answers.get(question.key)
            if answer is None:
                assert not question.required or not is_shown(question, answers)
                continue
            assert is_shown(question, answers)
            assert is_allowed(question, answer)


@PLANS
def test_sampled_answers_depend_on_the_seed_alone(questionnaire: Questionnaire, plan: AnswerPlan) -> None:
    first = sample_answers(questionnaire, plan)
    assert len(first) == plan.count
    assert sample_answers(questionnaire, plan) == first
    assert sample_answers(questionnaire, replace(plan, seed=plan.seed + 1)) != first


@PLANS
def test_sampled_long_texts_are_never_repeated(questionnaire: Questionnaire, plan: AnswerPlan) -> None:
    sets = sample_answers(questionnaire, plan)
    for question in questionnaire.questions:
        if question.type == "long":
            said = [answers[question.key] for answers in sets if question.key in answers]
            assert said
            assert len(set(said)) == len(said)


def test_sampled_choices_follow_their_weights() -> None:
    plan = replace(next(plan for plan in REGION.answer_plans if plan.survey == "associations"), count=2000)
    sets = sample_answers(REGION.surveys["associations"], plan)
    share = sum(answers["employeur"] == "yes" for answers in sets) / len(sets)
    assert share == pytest.approx(0.38, abs=0.04)
