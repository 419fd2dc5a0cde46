"""Surveys from templates and earlier editions; what the process asks of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from consultations.modalities.surveys.demo import fill
from consultations.modalities.surveys.models import Question, Response, Survey
from consultations.modalities.surveys.operations.filling import copy_survey, fill_survey
from consultations.modalities.surveys.queries.definitions import definition
from consultations.modalities.surveys.queries.steps import figures, missing
from consultations.process.content.loader import load_templates
from consultations.process.datasets import offers
from consultations.process.modality import modality_named
from consultations.process.models import Step
from consultations.process.operations.drafting import create_consultation
from consultations.process.operations.steps import add_step
from platform_core.accounts.models import User
from platform_core.errors import RuleBroken
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tests import making
from tests.consultations.modalities.surveys.conftest import SYSTEM
from tests.consultations.modalities.surveys.sample import ANSWERS, CONTENT
from tests.consultations.modalities.surveys.test_results import answered

PREFILLS = [
    pytest.param(plan.prefill, id=f"{template.slug}-{plan.slug}")
    for template in load_templates()
    for plan in template.steps
    if plan.modality == "surveys"
]


@pytest.mark.parametrize("prefill", PREFILLS)
def test_a_survey_of_a_template_can_be_published_as_it_is(step: Step, prefill: dict[str, Any]) -> None:
    modality_named("surveys").fill_step(step, prefill, SYSTEM)
    assert missing([step]) == {step.pk: []}
    known = definition(Survey.objects.get(step=step))
    assert [spec.key for spec in known.specs] == [
        one["key"] for part in prefill["sections"] for one in part["questions"]
    ]


def test_an_empty_prefill_writes_nothing(step: Step) -> None:
    modality_named("surveys").fill_step(step, {}, SYSTEM)
    assert not Survey.objects.exists()


def test_a_bad_template_is_refused_whole(step: Step) -> None:
    bad = {"sections": [{"questions": [{"key": "a", "type": "single", "label": "?", "options": []}]}]}
    with pytest.raises(RuleBroken, match="au moins deux"):
        fill_survey(by=SYSTEM, step=step, content=bad)
    assert not Question.objects.exists()


def test_a_next_edition_brings_the_questions_and_not_the_answers(step: Step, survey: Survey) -> None:
    answered(step, ANSWERS)
    other = making.make_step(step.consultation, "surveys")
    copy = copy_survey(by=SYSTEM, source=step, step=other)
    assert copy is not None
    old, new = definition(survey), definition(copy)
    assert new.specs == old.specs
    assert [one.label for one in new.questions] == [one.label for one in old.questions]
    assert {one.pk for one in new.questions}.isdisjoint(one.pk for one in old.questions)
    assert not copy.responses.exists()
    depends = next(one for one in new.questions if one.key == "rythme").depends_on
    assert depends is not None
    assert depends.survey_id == copy.pk


def test_figures_of_many_steps_cost_one_query(step: Step, survey: Survey) -> None:
    answered(step, ANSWERS, {"bus": "no"})
    steps = [step, making.make_step(step.consultation, "surveys"), making.make_step(step.consultation, "surveys")]
    with CaptureQueriesContext(connection) as queries:
        found = figures(steps)
    assert len(queries) == 1
    assert [(one.value, one.label) for one in found[step.pk]] == [(2, "réponses")]
    assert [(one.value, one.label) for one in found[steps[1].pk]] == [(0, "réponse")]


def test_a_survey_without_question_is_not_ready(step: Step) -> None:
    assert missing([step]) == {step.pk: ["l’enquête n’a pas encore de question."]}


def test_a_question_left_with_one_choice_is_said(step: Step, survey: Survey) -> None:
    survey.questions.get(key="ordre").choices.exclude(value="prix").delete()
    (sentence,) = missing([step])[step.pk]
    assert "Que faut-il améliorer d’abord" in sentence
    assert "au moins deux réponses" in sentence


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_the_demonstration_answers_like_people(space: Space, step: Step, *, is_anonymous: bool) -> None:
    people = [User.objects.create(email=f"p{n}@example.org") for n in range(15)]
    fill(step, {**CONTENT, "anonymous": is_anonymous, "texts": {"idee": ["Plus de bus"]}}, people)
    assert Response.objects.sent().count() == 15
    assert Response.objects.filter(person=None).count() == (15 if is_anonymous else 0)


def test_the_demonstration_gives_the_answers_it_is_given(space: Space, step: Step) -> None:
    people = [User.objects.create(email=f"p{n}@example.org") for n in range(3)]
    fill(step, {**CONTENT, "answers": [ANSWERS, {"bus": "no"}]}, people)
    assert Response.objects.sent().count() == 2


def test_deleting_a_consultation_deletes_its_survey_and_answers(step: Step, survey: Survey) -> None:
    answered(step, ANSWERS)
    step.consultation.delete()
    assert not Response.objects.exists()
    assert not Question.objects.exists()


def test_the_step_of_a_survey_takes_neither_comments_nor_supports(administrator: User) -> None:
    template = next(one for one in load_templates() if one.slug == "enquete")
    draft = create_consultation(by=administrator, title="Bus", template=template)
    first = draft.steps.get()
    dates = {"opens_at": first.opens_at, "closes_at": first.closes_at}
    added = add_step(by=administrator, consultation=draft, modality="surveys", title="Encore", **dates)
    for step in (first, added):
        assert (step.comments_enabled, step.supports_enabled) == (False, False)
        assert {one.dataset.slug for one in offers([step])} == {"reponses", "reponses-detail", "resultats"}
