"""The demonstration's content is whole, consistent, fictional where it must be, and well written."""

import re
from collections import Counter
from datetime import date, timedelta
from typing import get_args

import pytest

from deploy.demo.contents import Proposal, Theme
from deploy.demo.crowd import crowd
from deploy.demo.loader import CONTENT, place, region
from deploy.demo.questionnaire import Questionnaire, QuestionType
from deploy.demo.reading import build
from tests.typography import faults_in, faults_of, texts_under

REGION = region()


def test_region_has_the_seven_themes_of_2022() -> None:
    assert [theme.title for theme in REGION.consultation.themes] == [
        "Engagement bénévole et volontaire",
        "Participation des jeunes à l’élaboration des politiques publiques",
        "Simplification administrative",
        "Emploi associatif",
        "Insertion sociale et citoyenneté",
        "Soutien aux dynamiques associatives",
        "Thématique libre",
    ]


@pytest.mark.parametrize("theme", REGION.consultation.themes, ids=lambda theme: theme.slug)
def test_briefing_is_substantial_and_sourced(theme: Theme) -> None:
    assert 350 <= len(theme.briefing.split()) <= 620
    assert theme.briefing.count("\n## ") >= 3
    assert theme.sources


def test_region_dates_are_those_of_2022() -> None:
    steps = {step.slug: step for step in REGION.consultation.steps}
    assert steps["propositions"].opens_on == date(2022, 5, 18)
    assert steps["propositions"].first_closing_on == date(2022, 8, 1)
    assert steps["propositions"].closes_on == date(2022, 8, 31)
    assert date(2022, 10, 12) in {milestone.on for milestone in REGION.consultation.milestones}


def test_region_steps_are_before_open_and_closed_whatever_the_day() -> None:
    consultation, today = REGION.consultation, date(2031, 2, 28)
    states = Counter[str]()
    for step in consultation.steps:
        opens, closes = (consultation.moved(day, today=today) for day in (step.opens_on, step.closes_on))
        states["before" if today < opens else "open" if today <= closes else "closed"] += 1
    assert states == {"closed": 1, "open": 3, "before": 1}


def test_region_offers_four_ways_in_that_lead_to_steps() -> None:
    steps = {step.slug for step in REGION.consultation.steps}
    assert len(REGION.consultation.ways_in) == 4
    assert {way.step for way in REGION.consultation.ways_in} <= steps


def test_association_survey_uses_every_question_type() -> None:
    used = {question.type for question in REGION.surveys["associations"].questions}
    assert used == set(get_args(QuestionType))


def test_region_is_as_rich_as_announced() -> None:
    assert len(REGION.proposals) == 40
    assert len(REGION.initiatives) == 18
    assert sum(1 + len(comment.replies) for comment in REGION.comments) == 120
    assert {comment.alignment for comment in REGION.comments} == {"for", "neutral", "against"}
    assert len(REGION.official_answers) == 12
    assert len(REGION.structures) == 25


@pytest.mark.parametrize("proposal", REGION.proposals, ids=lambda proposal: proposal.slug)
def test_proposal_has_a_readable_length(proposal: Proposal) -> None:
    assert 55 <= len(proposal.body.split()) <= 200
    assert len(proposal.title) <= 110


def test_every_address_is_fictional() -> None:
    found = {
        address for _, text in texts_under(CONTENT) for address in re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", text)
    }
    assert found == {"example.org"}


def test_texts_follow_french_typography_and_hold_no_html() -> None:
    assert faults_in(CONTENT) == []


def test_crowd_is_stable_and_distinct() -> None:
    people = crowd(150)
    assert len({person.email for person in people}) == 150
    assert crowd(40) == people[:40]
    assert all(person.email.endswith("@example.org") for person in people)


def test_moved_keeps_distances() -> None:
    today = date(2030, 1, 1)
    assert REGION.consultation.moved(date(2022, 8, 31), today=today) - today == timedelta(days=15)


def test_dates_of_the_past_do_not_move() -> None:
    imported = place("mel")
    assert imported
    assert imported.consultation.moved(date(2019, 1, 16), today=date(2030, 1, 1)) == date(2019, 1, 16)


@pytest.mark.parametrize(
    "data",
    [
        {"key": "a", "type": "single", "label": "A", "surprise": 1},
        {"key": "a", "type": "matrix", "label": "A"},
        {"key": "a", "type": "single"},
        {"key": "a", "type": "number", "label": "A", "min": "3"},
        {"key": "a", "type": "number", "label": "A", "required": 1},
        {"key": "a", "type": "single", "label": "A", "options": "b"},
    ],
)
def test_reading_refuses_what_does_not_fit(data: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError), match="Question"):
        build(Questionnaire, {"title": "", "intro": "", "sections": [{"title": "", "text": "", "questions": [data]}]})


def test_changelog_for_organisers_follows_french_typography() -> None:
    changelog = (CONTENT.parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
    assert faults_of(changelog) == []
