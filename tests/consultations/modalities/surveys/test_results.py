"""Results: right figures, honest bases, shown to whom they should be."""

from __future__ import annotations

from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from consultations.modalities.surveys.models import Survey
from consultations.modalities.surveys.operations.answering import save_draft, submit_answers
from consultations.modalities.surveys.queries.definitions import definition
from consultations.modalities.surveys.queries.results import Result, results, sent_count
from consultations.process.models import Step
from platform_core.accounts.models import User
from tenants.postgresql.current import connection
from tests import making
from tests.consultations.modalities.surveys.sample import ANSWERS


def answered(step: Step, *sheets: dict[str, Any]) -> list[User]:
    people = []
    for values in sheets:
        person = making.make_user(f"p{User.objects.count()}@example.org")
        secret = f"secret {person.pk}"
        save_draft(by=person, step=step, values=values, secret=secret)
        submit_answers(by=person, step=step, secret=secret)
        people.append(person)
    return people


def read(survey: Survey) -> dict[str, Result]:
    return {one.question.key: one for one in results(definition(survey), sent_count(survey))}


@pytest.fixture
def some(step: Step, survey: Survey) -> Survey:
    answered(
        step,
        ANSWERS,
        {**ANSWERS, "rythme": {"chosen": ["jour"]}, "note": 2, "foyer": 1, "depuis": "2012-11-30"},
        {"bus": "no", "ordre": ["prix", "confort", "frequence"], "foyer": 5},
        {"bus": "yes", "rythme": {"chosen": ["rare"]}, "freins": {"chosen": ["prix"]}},
    )
    return survey


def test_choices_are_counted_among_those_who_were_asked(some: Survey) -> None:
    found = read(some)
    assert found["bus"].bars == [("Oui", 3), ("Non", 1)]
    rythme = found["rythme"]
    assert (rythme.total, rythme.asked, rythme.answered) == (4, 3, 3)
    assert rythme.bars == [("chaque jour", 1), ("rarement", 1), ("Autre", 1)]
    assert rythme.texts == 1
    assert "question posée à 3\u00a0personnes, dont 3 ont répondu" in rythme.note
    assert found["freins"].bars == [("le prix", 3), ("les horaires", 0), ("les arrêts", 0), ("Autre", 2)]
    assert found["freins"].note == "4\u00a0réponses, dont 3 à cette question"
    assert found["note"].asked == 2  # rythme « rarement » is not asked the note


def test_notes_and_numbers_have_a_mean_and_a_median(some: Survey) -> None:
    found = read(some)
    assert found["note"].facts == [("Moyenne", "4,5"), ("Médiane", "4,5"), ("0", "mauvais"), ("10", "parfait")]
    assert dict(found["note"].bars)["7"] == 1
    assert dict(found["note"].bars)["0"] == 0
    assert found["foyer"].facts == [("Moyenne", "3,0"), ("Médiane", "3"), ("Minimum", "1"), ("Maximum", "5")]
    assert found["foyer"].bars == [("1", 1), ("2", 0), ("3", 1), ("4", 0), ("5", 1)]


def test_rankings_have_mean_ranks(some: Survey) -> None:
    found = read(some)["ordre"]
    assert [(row.label, row.mean, row.firsts) for row in found.ranks] == [
        ("Le confort", "1,3", 2),
        ("Le prix", "1,7", 1),
        ("La fréquence", "3,0", 0),
    ]


def test_dates_are_shown_by_month_none_skipped(some: Survey) -> None:
    assert read(some)["depuis"].bars == [("septembre 2012", 1), ("octobre 2012", 0), ("novembre 2012", 1)]


@pytest.mark.parametrize(
    ("opens", "closes", "shows", "who", "status"),
    [
        (-3, 3, False, None, 403),
        (-3, 3, True, None, 200),
        (-3, 3, False, "analyst", 200),
        (-9, -3, False, None, 200),
        (3, 9, True, None, 403),
        (3, 9, True, "analyst", 200),
    ],
)
def test_results_are_shown_to_whom_they_should_be(
    visit: making.Visit, opens: int, closes: int, *, shows: bool, who: str | None, status: int
) -> None:
    step = making.make_step(making.make_consultation(), "surveys", opens=opens, closes=closes)
    Survey.objects.create(step=step, shows_results=shows)
    user = making.make_user("quelquun@example.org", roles=[who]) if who else None
    assert visit(user).get(f"/enquetes/{step.pk}/resultats/").status_code == status


def test_texts_are_read_by_the_team_unless_published(
    visit: making.Visit, resident: User, moderator: User, step: Step, some: Survey
) -> None:
    Survey.objects.filter(pk=some.pk).update(shows_results=True)
    idea = some.questions.get(key="idee").pk
    at = f"/enquetes/{step.pk}/resultats/{idea}/"
    assert visit(resident).get(at).status_code == 403
    assert "le soir" not in visit(resident).get(f"/enquetes/{step.pk}/resultats/").content.decode()
    assert "le soir" in visit(moderator).get(f"/equipe{at}").content.decode()
    Survey.objects.filter(pk=some.pk).update(shows_texts=True)
    assert "le soir" in visit(resident).get(at).content.decode()
    others = some.questions.get(key="freins").pk
    assert "la peur" in visit(resident).get(f"/enquetes/{step.pk}/resultats/{others}/").content.decode()
    chosen = some.questions.get(key="bus").pk
    assert visit(resident).get(f"/enquetes/{step.pk}/resultats/{chosen}/").status_code == 404


def test_the_pages_cost_the_same_at_one_and_three_answers(
    visit: making.Visit, administrator: User, step: Step, survey: Survey
) -> None:
    browser = visit(administrator)
    pages = [
        f"/equipe/enquetes/{step.pk}/resultats/",
        f"/enquetes/{step.pk}/resultats/",
        f"/enquetes/{step.pk}/",
        f"/equipe/enquetes/{step.pk}/",
        f"/equipe/enquetes/{step.pk}/resultats/{survey.questions.get(key='idee').pk}/",
    ]
    answered(step, ANSWERS)
    costs = [cost(browser, page) for page in pages]
    answered(step, ANSWERS, {"bus": "no"})
    assert [cost(browser, page) for page in pages] == costs
    # The team's frame asks one more than the public one: what waits for moderation.
    assert all(cost <= (13 if "equipe" in page else 12) for page, cost in zip(pages, costs, strict=True)), costs


def cost(browser: Any, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(page).status_code == 200
    return len(queries)
