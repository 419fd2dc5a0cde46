"""The team's list of what waits for an official answer."""

from __future__ import annotations

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consultations.capabilities.outcomes.operations import answer_contribution
from consultations.modalities.proposals.queries import KIND
from consultations.process.models import State, Step
from platform_core.accounts.models import User
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tests import making

PAGE = "/equipe/reponses/"


@pytest.fixture
def step(space: Space) -> Step:
    return making.make_step(making.make_consultation(), "proposals")


def titles(browser: Client, view: str = "") -> list[str]:
    return [one.title for one in browser.get(PAGE, {"vue": view}).context["page_obj"]]


def test_what_waits_is_listed_most_supported_first_then_moves_once_answered(
    visit: making.Visit, step: Step, administrator: User, resident: User
) -> None:
    browser = visit(administrator)
    assert "n’attend de réponse" in browser.get(PAGE).content.decode()
    few = making.make_contribution(step, resident, kind=KIND, title="Peu", supports_count=1)
    making.make_contribution(step, resident, kind=KIND, title="Beaucoup", supports_count=7)
    making.make_contribution(step, resident, kind=KIND, title="Brouillon", status="draft")
    making.make_contribution(step, resident, title="D’une autre sorte")
    assert titles(browser) == ["Beaucoup", "Peu"]
    answer_contribution(by=administrator, contribution=few, fate="refused", body="Trop cher.", answered_by="Le maire")
    assert (titles(browser), titles(browser, "repondues")) == (["Beaucoup"], ["Peu"])
    step.consultation.__class__.objects.update(state=State.ARCHIVED)
    assert titles(browser) == []


def test_the_list_costs_the_same_for_one_and_three(
    visit: making.Visit, step: Step, administrator: User, resident: User
) -> None:
    browser, costs = visit(administrator), []
    for more in (1, 2):
        for _ in range(more):
            making.make_contribution(step, resident, kind=KIND)
        browser.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(PAGE).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 12


def test_hidden_counts_of_supports_are_not_shown_to_the_team_either(
    visit: making.Visit, step: Step, administrator: User, resident: User
) -> None:
    making.make_contribution(step, resident, kind=KIND, supports_count=7)
    assert "7\xa0soutiens" in visit(administrator).get(PAGE).content.decode()
    Step.objects.update(supports_hidden=True)
    assert "soutiens" not in visit(administrator).get(PAGE).content.decode()


def test_only_administrators_answer(visit: making.Visit, moderator: User, resident: User) -> None:
    assert visit(moderator).get(PAGE).status_code == 403
    assert visit(resident).get(PAGE).status_code == 403
