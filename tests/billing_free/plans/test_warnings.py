"""Said once for each level and period, by letter, notification and in the page; again the next period, not before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from billing_free.plans import tasks
from billing_free.plans.models import Standing
from billing_free.plans.operations import look_at_space
from billing_free.quotas.models import Count
from billing_free.quotas.table import EMAILS, MEMBERS, QUOTAS
from platform_core.accounts.models import User
from platform_core.errors import NotAllowed
from platform_core.notifications.models import Notification
from tenants.spaces.models import Space
from tests import making
from tests.billing_free.quotas.filling import FILL, LIMIT, lift, lower
from tests.platform_core.notifications.telling import deliver


def look() -> list[tuple[str, str]]:
    """Do what the clock does, twice, and return what was said so far: (kind, quota)."""
    for _twice in range(2):
        tasks.look()
    deliver()
    mine = Notification.objects.filter(recipient__email="admin@example.org", kind__startswith="quotas.")
    return [(one.kind, one.facts["quota"]) for one in mine.order_by("pk")]


def letters() -> list[str]:
    """Return the letters of the administrator of the tests."""
    return [f"{one.subject}\n{one.body}" for one in mail.outbox if one.to == ["admin@example.org"]]


@pytest.mark.parametrize("quota", QUOTAS)
def test_each_level_is_said_once_a_period(space: Space, administrator: User, resident: User, quota: str) -> None:
    many = 100 if quota == EMAILS else 1  # the warnings are letters too
    lower(space, **{**dict.fromkeys(QUOTAS, 10**6), quota: LIMIT * many})
    FILL[quota](7 * many)
    assert look() == []
    FILL[quota](8 if quota == MEMBERS else many)  # members are filled up to a number, the others by so many more
    assert look() == look() == [("quotas.warned", quota)]
    FILL[quota](10 if quota == MEMBERS else 2 * many)
    assert look() == [("quotas.warned", quota), ("quotas.full", quota)]
    assert len(letters()) == 2
    assert not Notification.objects.filter(recipient=resident).exists()


def test_it_is_said_again_the_next_period(space: Space, administrator: User) -> None:
    FILL["members"](9)
    lower(space)
    FILL["exports"](9)
    assert sorted(look()) == [("quotas.warned", "exports"), ("quotas.warned", "members")]
    Count.objects.filter(quota="members").update(period=timezone.localdate().replace(day=1) - timedelta(days=1))
    Notification.objects.all().delete()  # those of the month before were read and are long gone
    assert look() == [("quotas.warned", "members")]


def test_a_full_quota_is_said_as_full_and_not_as_near(space: Space, administrator: User) -> None:
    FILL["exports"](LIMIT)
    lower(space)
    assert look() == [("quotas.full", "exports")]
    [letter] = letters()
    assert "Exports du jour : la limite de votre espace est atteinte." in letter
    assert "le lendemain" in letter


def test_a_warning_leaves_even_when_letters_wait(space: Space, administrator: User) -> None:
    FILL["emails"](LIMIT)
    lower(space)
    look()
    assert "E-mails du mois" in letters()[-1]


def test_a_raised_limit_ends_the_warning(space: Space, administrator: User) -> None:
    FILL["exports"](LIMIT)
    lower(space)
    lift(space, "exports", 100)
    assert look() == []


def test_where_a_space_stands_is_written_for_operators(space: Space, other_space: Space, administrator: User) -> None:
    FILL["exports"](9)
    lower(space)
    look()
    with making.in_platform():
        [standing] = Standing.objects.all()
        assert (standing.space_id, standing.fullest) == (space.pk, 90)
        assert standing.figures["exports"] == {"used": 9, "limit": 10, "percent": 90}
    with making.in_space(other_space):
        assert not Notification.objects.filter(kind__startswith="quotas.").exists()


def test_only_the_platform_looks(space: Space, administrator: User) -> None:
    with pytest.raises(NotAllowed):
        look_at_space(by=administrator, space=space)
