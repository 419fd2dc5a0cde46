"""Surveys as a program reads and answers them."""

from __future__ import annotations

import pytest

from consultations.modalities.surveys.models import Response, Survey
from consultations.process.models import Step
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.consultations.modalities.surveys.sample import ANSWERS
from tests.consultations.modalities.surveys.test_results import answered
from tests.platform_core.api.calling import caller


def test_a_survey_is_described_whole(space: Space, step: Step, survey: Survey) -> None:
    said = caller(space).get(f"surveys/{step.pk}/").json()
    assert (said["title"], said["anonymous"]) == ("Vos déplacements", False)
    questions = {one["key"]: one for part in said["sections"] for one in part["questions"]}
    assert list(questions) == list(ANSWERS)
    assert questions["rythme"]["show_if"] == {"question": "bus", "values": ["yes"]}
    assert [one["code"] for one in questions["rythme"]["options"]] == ["jour", "rare", "other"]
    assert (questions["foyer"]["minimum"], questions["foyer"]["maximum"]) == (1, 15)
    assert said["abilities"]["surveys.answer"]["code"] == "sign_in"


@pytest.mark.parametrize("end", ["", "results/"])
def test_a_draft_is_found_by_nobody(space: Space, end: str) -> None:
    step = making.make_step(making.make_consultation(state="draft"), "surveys")
    assert caller(space).get(f"surveys/{step.pk}/{end}").status_code == 404


def test_results_are_read_when_the_page_shows_them(space: Space, step: Step, survey: Survey) -> None:
    answered(step, ANSWERS, {"bus": "no"})
    refused = caller(space).get(f"surveys/{step.pk}/results/")
    assert (refused.status_code, refused.json()["code"]) == (403, "later")
    Survey.objects.update(shows_results=True)
    said = caller(space).get(f"surveys/{step.pk}/results/").json()
    assert said["responses"] == 2
    found = {one["question"]: one for one in said["questions"]}
    assert found["bus"]["counts"] == [{"label": "Oui", "count": 1}, {"label": "Non", "count": 1}]
    assert (found["note"]["asked"], found["note"]["facts"][0]) == (1, {"label": "Moyenne", "value": "7,0"})
    assert "le soir" not in str(said)
    assert "le week-end" not in str(said)


def test_one_answers_and_answers_again(space: Space, step: Step, survey: Survey, resident: User) -> None:
    program = caller(space, resident)
    at = f"surveys/{step.pk}/answer/"
    assert program.get(at).status_code == 404
    said = program.call("put", at, {"answers": ANSWERS})
    assert said.status_code == 200
    assert said.json()["answers"] == ANSWERS
    program.call("put", at, {"answers": {"bus": "no"}})
    assert program.get(at).json()["answers"] == {"bus": "no"}
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"bus": "peut-être"}, "bus"),
        ({"bus": "yes"}, "rythme"),
        ({"bus": "no", "foyer": 99}, "foyer"),
        ({"bus": "no", "freins": {"chosen": ["prix", "prix"]}}, "freins"),
        ({"bus": "no", "ordre": ["prix"]}, "ordre"),
    ],
)
def test_a_wrong_answer_names_its_question_and_stores_nothing(
    space: Space, step: Step, survey: Survey, resident: User, answers: dict[str, object], field: str
) -> None:
    refused = caller(space, resident).call("put", f"surveys/{step.pk}/answer/", {"answers": answers})
    assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert not Response.objects.exists()


def test_an_anonymous_survey_is_answered_on_its_page_only(
    space: Space, step: Step, anonymous: Survey, resident: User
) -> None:
    refused = caller(space, resident).call("put", f"surveys/{step.pk}/answer/", {"answers": ANSWERS})
    assert (refused.status_code, refused.json()["code"]) == (422, "anonymous")
    assert not Response.objects.exists()


def test_a_stranger_is_asked_to_sign_in(space: Space, step: Step, survey: Survey) -> None:
    refused = caller(space).call("put", f"surveys/{step.pk}/answer/", {"answers": ANSWERS})
    assert refused.status_code == 401


def test_a_closed_survey_says_since_when(space: Space, resident: User, survey: Survey, step: Step) -> None:
    over = making.make_step(step.consultation, "surveys", opens=-9, closes=-2)
    Survey.objects.filter(pk=survey.pk).update(step=over)
    refused = caller(space, resident).call("put", f"surveys/{over.pk}/answer/", {"answers": ANSWERS})
    assert (refused.status_code, refused.json()["code"]) == (403, "closed")
