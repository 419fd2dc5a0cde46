from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from platform_core.web import dates

NOW = datetime(2022, 8, 10, 10, 0, tzinfo=UTC)  # noon in Paris


def test_first_day_of_a_month_is_premier() -> None:
    assert dates.long_day(date(2022, 5, 1)) == "1er mai 2022"
    assert dates.long_day(date(2022, 5, 11)) == "11 mai 2022"


def test_hour_on_the_hour_has_no_minutes() -> None:
    assert dates.hour(datetime(2022, 8, 10, 16, 0, tzinfo=UTC)) == "18\u00a0h"
    assert dates.hour(datetime(2022, 8, 10, 7, 5, tzinfo=UTC)) == "9\u00a0h\u00a005"


def test_day_is_the_one_of_the_active_zone() -> None:
    late = datetime(2022, 8, 31, 22, 30, tzinfo=UTC)
    assert dates.long_day(late) == "1er septembre 2022"
    with timezone.override("America/Cayenne"):
        assert dates.long_day(late) == "31 août 2022"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2022, 5, 18), date(2022, 8, 31), "du 18 mai au 31 août 2022"),
        (date(2022, 8, 1), date(2022, 8, 31), "du 1er au 31 août 2022"),
        (date(2021, 12, 1), date(2022, 1, 31), "du 1er décembre 2021 au 31 janvier 2022"),
        (date(2022, 10, 12), date(2022, 10, 12), "le 12 octobre 2022"),
        (date(2022, 10, 12), None, "à partir du 12 octobre 2022"),
        (None, date(2022, 10, 12), "jusqu’au 12 octobre 2022"),
        (None, None, ""),
    ],
)
def test_period_is_said_as_shortly_as_it_can(start: date | None, end: date | None, said: str) -> None:
    assert dates.period(start, end) == said


def test_end_at_midnight_is_the_end_of_the_day_before() -> None:
    opening = datetime(2022, 5, 17, 22, 0, tzinfo=UTC)  # 18 May, midnight in Paris
    closing = datetime(2022, 8, 31, 22, 0, tzinfo=UTC)  # 1 September, midnight in Paris
    assert dates.period(opening, closing) == "du 18 mai au 31 août 2022"
    assert dates.period(None, closing) == "jusqu’au 31 août 2022"
    assert dates.period(opening, opening) == "le 18 mai 2022"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(), "aujourd’hui à 12\u00a0h"),
        (timedelta(days=1), "hier à 12\u00a0h"),
        (timedelta(days=-1), "demain à 12\u00a0h"),
        (timedelta(days=3), "il y a 3 jours"),
        (timedelta(days=-6), "dans 6 jours"),
        (timedelta(days=7), "le 3 août 2022"),
    ],
)
def test_relative_date_is_a_date_from_a_week_on(ago: timedelta, said: str) -> None:
    assert dates.relative(NOW - ago, NOW) == said


def test_relative_date_counts_nights_not_hours() -> None:
    last_evening = datetime(2022, 8, 9, 21, 30, tzinfo=UTC)  # 23 h 30, half a day before
    assert dates.relative(last_evening, NOW) == "hier à 23\u00a0h\u00a030"


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (NOW, ""),
        (NOW - timedelta(seconds=1), ""),
        (NOW + timedelta(hours=3), "Dernier jour\u00a0: jusqu’à 15\u00a0h"),
        (datetime(2022, 8, 10, 22, 0, tzinfo=UTC), "Dernier jour"),  # midnight in Paris
        (datetime(2022, 8, 11, 12, 0, tzinfo=UTC), "Plus que 1 jour"),
        (NOW + timedelta(days=3), "Plus que 3 jours"),
    ],
)
def test_time_left_ends_at_the_end(end: datetime, said: str) -> None:
    assert dates.time_left(end, NOW) == said


def test_other_languages_have_their_own_dates() -> None:
    with translation.override("en"):
        assert dates.long_day(date(2022, 5, 1)) == "May 1, 2022"
