"""Measures: taken inside the space, kept on the platform, read by the team and by operators."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from billing_free.metering import tasks
from billing_free.metering.models import Usage, UsageDay
from billing_free.metering.operations import KEPT_FOR, measure_space
from billing_free.metering.queries import latest, totals
from billing_free.metering.registry import Meter, meters, register_meter
from platform_core.accounts.models import User
from platform_core.errors import NotAllowed
from platform_core.mail.models import Email
from tenants.console.measures import monthly, size_in_words
from tenants.console.registry import UsageColumn
from tenants.spaces.models import Space, State
from tests import making

SYSTEM = making.SYSTEM


def figures(space: Space) -> dict[str, int]:
    with making.in_platform():
        return dict(Usage.objects.get(space=space).figures)


def test_what_is_in_the_space_is_measured(space: Space, resident: User) -> None:
    step = making.make_step(making.make_consultation(), "x")
    making.make_contribution(step, resident)
    making.make_contribution(step, resident, status="hidden")
    making.make_user("partie@example.org")
    User.objects.filter(email="partie@example.org").update(is_active=False)
    now = timezone.now()
    Email.objects.create(key="a", to="a@example.org", subject="a", sent_at=now)
    Email.objects.create(key="b", to="b@example.org", subject="b", sent_at=now - timedelta(days=40))
    Email.objects.create(key="c", to="c@example.org", subject="c")
    for _twice in range(2):
        tasks.measure()
    known = {"members": 2, "consultations": 1, "open_consultations": 1, "contributions": 1, "emails": 1, "files": 0}
    assert figures(space) == {**known, "exports": 0, "api_calls": 0}
    with making.in_platform():
        assert UsageDay.objects.filter(space=space).count() == 1


def test_a_space_does_not_see_the_other_s_measures(space: Space, other_space: Space, resident: User) -> None:
    tasks.measure()
    with making.in_platform():
        measure_space(by=SYSTEM, space=other_space)
    assert figures(space)["members"] == 2  # the founder, and the resident made here
    assert figures(other_space)["members"] == 1


def test_only_the_platform_measures(space: Space, administrator: User) -> None:
    with pytest.raises(NotAllowed):
        measure_space(by=administrator, space=space)


def test_totals_leave_deleted_spaces_and_months_that_are_over(platform: None, spaces: tuple[Space, Space]) -> None:
    now, before = timezone.now(), timezone.now() - timedelta(days=40)
    Usage.objects.create(space=spaces[0], figures={"members": 3, "emails": 10}, measured_at=now)
    Usage.objects.create(space=spaces[1], figures={"members": 4, "emails": 100}, measured_at=before)
    assert totals() == {"members": 7, "emails": 10}
    assert latest([spaces[1].pk]) == {spaces[1].pk: {"members": 4, "emails": 0}}
    Space.objects.filter(pk=spaces[0].pk).update(state=State.DELETED)
    assert totals() == {"members": 4}


def test_old_measures_are_forgotten(platform: None, spaces: tuple[Space, Space]) -> None:
    today = timezone.localdate()
    for on in (today, today - KEPT_FOR, today - KEPT_FOR - timedelta(days=1)):
        UsageDay.objects.create(space=spaces[0], on=on)
    tasks.forget()
    assert UsageDay.objects.count() == 2


def test_two_meters_cannot_share_a_name() -> None:
    known = meters()[0]
    register_meter(known)
    with pytest.raises(ValueError, match=known.slug):
        register_meter(Meter(slug=known.slug, label="x", explanation="x", count=lambda: 0))


def test_a_chart_takes_the_last_measure_of_each_month() -> None:
    column = UsageColumn(slug="files", label="Fichiers", is_bytes=True)
    days = [(date(2026, 1, 3), {"files": 10**6}), (date(2026, 1, 30), {"files": 25 * 10**5}), (date(2026, 2, 1), {})]
    [chart] = monthly([column], [*days, (date(2026, 3, 1), {"files": 0})])
    assert chart.rows == [("janvier 2026", 2.5), ("mars 2026", 0.0)]
    assert monthly([column], days[:2]) == []


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (None, "–"), (640, "640 octets"), (999, "999 octets"), (1000, "1 ko"), (12_400, "12 ko"),
        (999_999, "1,0 Mo"), (1_440_000, "1,4 Mo"), (250_000_000, "250 Mo"), (3_200_000_000, "3,2 Go"),
        (7_000_000_000_000_000, "7000 To"),
    ],
)  # fmt: skip
def test_sizes_are_in_words(size: int | None, words: str) -> None:
    assert size_in_words(size).replace("\xa0", " ").replace("\u202f", "") == words
