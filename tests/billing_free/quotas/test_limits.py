"""Every quota below, near and at its limit, raised, and when the raise has ended; counters exact under concurrency."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from billing_free.quotas.counting import take
from billing_free.quotas.models import Allowance, Count
from billing_free.quotas.queries import Level, check_limit, limits, verdicts
from billing_free.quotas.table import BY_KIND, EXPORTS, MEMBERS, PLANS, QUOTAS, PlanName, plan_for
from platform_core.accounts.models import User
from tenants.postgresql.current import connection as here
from tenants.spaces.models import Kind, Space
from tests import making
from tests.billing_free.quotas.filling import FILL, LIMIT, lift, lower

CASES = {  # what is used, whether raised (days from now of its last day) → level, level when one more is added
    "below": (7, None, Level.FINE, Level.FINE),
    "near": (8, None, Level.WARNED, Level.WARNED),
    "last one": (9, None, Level.WARNED, Level.WARNED),
    "full": (10, None, Level.FULL, Level.FULL),
    "raised": (10, 0, Level.FINE, Level.FINE),
    "raise ended": (10, -1, Level.FULL, Level.FULL),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("quota", QUOTAS)
def test_every_quota_at_every_level(space: Space, resident: User, quota: str, case: str) -> None:
    used, raised, alone, one_more = CASES[case]
    lower(space)
    FILL[quota](used)
    if raised is not None:
        lift(space, quota, 2 * LIMIT)
        last = timezone.localdate() + timedelta(days=raised)
        Allowance.objects.update(raises=[[quota, 2 * LIMIT, str(last)]])
    verdict = check_limit(quota, 0)
    assert (verdict.used, verdict.level) == (used, alone)
    assert check_limit(quota).level == one_more


@pytest.mark.parametrize("quota", QUOTAS)
def test_what_is_written_says_what_happens(quota: str) -> None:
    assert len(str(QUOTAS[quota].full)) > 40
    assert QUOTAS[quota].slug == quota


def test_every_kind_has_a_plan_and_every_plan_every_limit(space: Space) -> None:
    assert BY_KIND.keys() == set(Kind)
    assert PLANS.keys() == set(PlanName) - {PlanName.CHOICE}
    assert all(plan.limits.keys() == QUOTAS.keys() and min(plan.limits.values()) > 0 for plan in PLANS.values())
    assert limits() == PLANS[plan_for(space.kind)].limits


def test_the_other_space_keeps_its_own_limits_and_counts(space: Space, other_space: Space) -> None:
    lower(space)
    take(EXPORTS, 4)
    with making.in_space(other_space):
        assert limits() == PLANS[PlanName.COMMUNE].limits
        assert check_limit(EXPORTS).used == 0
    assert check_limit(EXPORTS).used == 4


def test_asking_takes_the_same_few_statements(space: Space, resident: User) -> None:
    lower(space)
    seen = []
    for used in (1, 9):
        FILL[MEMBERS](used)
        for quota in QUOTAS:
            with CaptureQueriesContext(connection) as captured:
                check_limit(quota)
            assert len(captured) == 2, quota
        with CaptureQueriesContext(connection) as captured:
            verdicts()
        seen.append(len(captured))
    assert seen == [2, 2]


def test_a_counter_never_passes_its_limit_and_goes_back_with_the_transaction(space: Space) -> None:
    lower(space, exports=3)
    assert [take(EXPORTS).is_full for _time in range(5)] == [False, False, False, True, True]
    assert Count.objects.get(quota=EXPORTS).used == 3
    lower(space, exports=4)
    with transaction.atomic():
        take(EXPORTS)
        transaction.set_rollback(True)  # as when the operation around it fails
    assert Count.objects.get(quota=EXPORTS).used == 3
    assert not take(EXPORTS).is_full
    assert take(EXPORTS, beyond=True).is_full
    assert Count.objects.get(quota=EXPORTS).used == 5


def test_a_limit_of_nothing_takes_nothing(space: Space) -> None:
    lower(space, exports=0)
    assert take(EXPORTS).is_full
    assert not Count.objects.exists()


def test_twenty_at_once_take_exactly_the_limit(real_db: None, spaces: tuple[Space, Space]) -> None:
    town = spaces[0]

    def press(_number: int) -> bool:
        try:
            with making.in_space(town):
                return take(EXPORTS).is_full
        finally:
            connections.close_all()

    with making.in_space(town):
        Allowance.objects.create(plan=PlanName.CHOICE, limits=dict.fromkeys(QUOTAS, 7))
    try:
        with ThreadPoolExecutor(8) as pool:
            refused = list(pool.map(press, range(20)))
        with making.in_space(town):
            assert (refused.count(False), Count.objects.get(quota=EXPORTS).used) == (7, 7)
    finally:
        with making.in_space(town):
            Allowance.objects.all().delete()
            Count.objects.all().delete()
        here.leave_scope()
