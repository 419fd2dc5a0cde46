"""The near end of a step: told once, by day, to those who follow and have not taken part."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.capabilities.follows.models import Reminder
from consultations.capabilities.follows.operations.announcing import recall_ends
from consultations.capabilities.follows.operations.following import follow
from consultations.capabilities.follows.queries import recall_is_due
from consultations.capabilities.supports.operations import add_support
from consultations.process.models import Step
from platform_core.accounts.models import User
from platform_core.notifications.models import Notification
from platform_core.outbox.models import Event
from tenants.spaces.models import Space
from tests import making
from tests.consultations.capabilities.follows.said import sentences, told
from tests.platform_core.notifications.telling import SELF, deliver


def ending() -> Step:
    return making.make_step(making.make_consultation(), "test_modality", opens=-10, closes=2)


def test_the_near_end_is_told_once_to_followers_who_have_not_taken_part(
    space: Space, resident: User, author: User, moderator: User, administrator: User
) -> None:
    step = ending()
    for person in (resident, author, moderator, administrator):
        follow(by=person, target=step.consultation)
    added = making.make_contribution(step, author)
    add_support(by=moderator, contribution=added)
    deliver()
    for _tick in range(3):
        recall_ends(by=SELF, at=timezone.now())
    assert told() == {"ending": ["admin", "resident"]}
    assert Reminder.objects.count() == Event.objects.filter(name="step.ending").count() == 1
    assert sentences()[0].startswith("Plus que ")


def test_an_end_moved_later_is_told_again(space: Space, resident: User) -> None:
    step = ending()
    follow(by=resident, target=step.consultation)
    recall_ends(by=SELF, at=timezone.now())
    deliver()
    for days in (10, 20):
        Step.objects.update(closes_at=timezone.now() + timedelta(days=days))
        recall_ends(by=SELF, at=timezone.now())
        recall_ends(by=SELF, at=timezone.now() + timedelta(days=8))  # of the first: moved before it was told
    assert told() == {"ending": ["resident"]}
    recall_ends(by=SELF, at=timezone.now() + timedelta(days=18))
    assert told() == {"ending": ["resident", "resident"]}


@pytest.mark.parametrize(
    ("opens", "closes", "due"), [(-10, 2, True), (-10, 4, False), (-1, 2, False), (-10, -1, False)]
)
def test_which_ends_are_near(space: Space, opens: int, closes: int, due: bool) -> None:
    making.make_step(making.make_consultation(), "test_modality", opens=opens, closes=closes)
    assert bool(recall_ends(by=SELF, at=timezone.now())) == due


def test_nobody_is_woken_by_a_reminder(space: Space) -> None:
    ending()
    now = timezone.now()
    by_hour = set()
    for offset in range(-11, 13):  # wherever the space is, only its daytime counts
        with timezone.override(f"Etc/GMT{-offset:+d}"):
            by_hour.add((timezone.localtime(now).hour in range(8, 20), recall_is_due()))
    assert by_hour == {(True, True), (False, False)}


def test_a_step_that_ended_says_so_when_it_is_read(space: Space, resident: User) -> None:
    step = ending()
    follow(by=resident, target=step.consultation)
    recall_ends(by=SELF, at=timezone.now())
    deliver()
    one = Notification.objects.get()
    one.facts["until"] = (timezone.now() - timedelta(days=1)).isoformat()
    assert "s’est terminée le" in one.sentence
