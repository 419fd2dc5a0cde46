"""Who answered is known to what asks who took part in a step: nobody is reminded of what they have done."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.capabilities.follows.operations.announcing import recall_ends
from consultations.capabilities.follows.operations.following import follow
from consultations.modalities.surveys.operations.answering import save_draft, submit_answers
from consultations.modalities.surveys.operations.building import edit_survey
from consultations.modalities.surveys.operations.filling import fill_survey
from consultations.modalities.surveys.queries.sheets import takers
from consultations.process.models import Step
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.consultations.capabilities.follows.said import told
from tests.consultations.modalities.surveys.conftest import SYSTEM
from tests.consultations.modalities.surveys.sample import ANSWERS, CONTENT
from tests.platform_core.notifications.telling import SELF, deliver


def send(step: Step, person: User, *, draft: bool = False) -> None:
    save_draft(by=person, step=step, values=ANSWERS, secret="du navigateur")
    if not draft:
        submit_answers(by=person, step=step, secret="du navigateur")


@pytest.fixture
def ending(space: Space) -> Step:
    step = making.make_step(making.make_consultation(), "surveys", opens=-10, closes=2)
    fill_survey(by=SYSTEM, step=step, content=CONTENT)
    return step


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_the_near_end_is_not_told_to_those_who_answered(
    ending: Step, resident: User, moderator: User, administrator: User, *, is_anonymous: bool
) -> None:
    edit_survey(by=SYSTEM, step=ending, is_anonymous=is_anonymous)
    for person in (resident, moderator, administrator):
        follow(by=person, target=ending.consultation)
    send(ending, resident)
    send(ending, moderator, draft=True)
    recall_ends(by=SELF, at=timezone.now())
    deliver()
    assert told() == {"ending": ["admin", "moderation"]}


def test_one_query_and_only_among_those_asked_for(ending: Step, resident: User, moderator: User) -> None:
    for person in (resident, moderator):
        send(ending, person)
    with CaptureQueriesContext(connection) as asked:
        assert takers(ending, {resident.pk}) == {resident.pk}
    assert len(asked) == 1
    other = making.make_step(ending.consultation, "surveys")
    assert takers(other, {resident.pk, moderator.pk}) == set()
