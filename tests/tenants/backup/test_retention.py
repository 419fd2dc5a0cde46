"""Seven days, four weeks, three months; nothing of the last two days goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tenants.backup.retention import kept

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_year_of_nights() -> None:
    nights = [NOW - n * DAY for n in range(365)]
    stay = sorted(kept(nights, NOW), reverse=True)
    assert [(NOW - each).days for each in stay] == [0, 1, 2, 3, 4, 5, 6, 7, 14, 21, 22, 53, 83]


def test_done_night_after_night_it_keeps_three_months() -> None:
    held: set[datetime] = set()
    for night in range(200):
        now = NOW + night * DAY
        held = kept({*held, now}, now)
    last = NOW + 199 * DAY
    assert 10 <= len(held) <= 15
    assert timedelta(days=60) < last - min(held) < timedelta(days=125)


def test_after_a_long_silence_old_ones_stay() -> None:
    nights = [NOW - n * DAY for n in range(100, 130)]
    assert len(kept(nights, NOW)) >= 7


def test_nothing_recent_goes() -> None:
    hours = [NOW - timedelta(hours=n) for n in range(48)]
    assert kept(hours, NOW) == set(hours)


@given(st.lists(st.integers(0, 400 * 24), unique=True, min_size=1))
def test_the_last_one_always_stays_and_never_many(ages: list[int]) -> None:
    moments = [NOW - timedelta(hours=age) for age in ages]
    stay = kept(moments, NOW)
    assert max(moments) in stay
    assert len({each for each in stay if NOW - each > timedelta(hours=48)}) <= 15
