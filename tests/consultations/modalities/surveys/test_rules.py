"""Right answers are taken, wrong ones are not, conditions hold whatever is asked and answered."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.modalities.surveys.rules import statistics
from consultations.modalities.surveys.rules.conditions import asked, chosen, misplaced
from consultations.modalities.surveys.rules.keys import free_key, keyed
from consultations.modalities.surveys.rules.kinds import OTHER, Kind
from consultations.modalities.surveys.rules.questions import Spec
from consultations.modalities.surveys.rules.shape import fault
from consultations.modalities.surveys.rules.values import cleaned, problem, rounded
from tests.consultations.modalities.surveys.specs import anything, right_answers, specs, surveys


@given(st.data())
def test_a_right_answer_is_taken_and_stays_what_it_is(data: st.DataObject) -> None:
    spec = data.draw(specs())
    value = cleaned(spec, data.draw(right_answers(spec)))
    assert problem(spec, value) == ""
    assert cleaned(spec, value) == value
    assert json.loads(json.dumps(value)) == value


@given(specs(), anything)
def test_whatever_is_sent_is_judged_without_crashing_and_what_passes_fits(spec: Spec, value: Any) -> None:
    value = cleaned(spec, value)
    if value is None or problem(spec, value):
        return
    assert fits(spec, value)


def fits(spec: Spec, value: Any) -> bool:
    """Say again, in other words than the product's, what an answer must be."""
    match Kind(spec.kind):
        case Kind.SINGLE | Kind.MULTIPLE:
            picked = value["chosen"]
            return (
                set(picked) <= spec.options
                and len(set(picked)) == len(picked)
                and (OTHER in picked) == bool(value.get("other"))
            )
        case Kind.RANKING:
            return sorted(value) == sorted(spec.choices)
        case Kind.SCALE:
            return bool(value in spec.scale)
        case Kind.NUMBER:
            return bool((spec.low is None or value >= spec.low) and (spec.high is None or value <= spec.high))
        case Kind.SHORT | Kind.LONG:
            return 1 <= len(value) <= spec.limit
        case Kind.DATE:
            return bool(date.fromisoformat(value).isoformat() == value)
    return value in {"yes", "no"}


@pytest.mark.parametrize(
    "value", [float("inf"), float("nan"), 1e309, -1, 10**400, "3", "٣", True, [3], {"chosen": [3]}]
)
def test_weird_numbers_are_refused(value: Any) -> None:
    assert problem(Spec("q", Kind.NUMBER, low=Decimal(0)), value)


@given(specs())
def test_questions_made_by_the_strategy_can_be_asked(spec: Spec) -> None:
    assert fault(spec, [f"Réponse {key}" for key in spec.choices]) is None


@given(st.data(), surveys())
def test_a_question_is_asked_exactly_when_its_condition_is_met_by_what_was_asked(
    data: st.DataObject, questions: list[Spec]
) -> None:
    values = {spec.key: data.draw(st.none() | right_answers(spec)) for spec in questions}
    found = asked(questions, values)
    keys = [spec.key for spec in found]
    assert keys == [spec.key for spec in questions if spec.key in keys]  # in order, none twice
    for spec in questions:
        condition = spec.condition
        expected = condition is None or (
            condition.key in keys and bool(condition.values & chosen(values[condition.key]))
        )
        assert (spec.key in keys) == expected
    assert misplaced(questions) == []


@given(st.data(), surveys())
def test_answers_to_questions_not_asked_change_nothing(data: st.DataObject, questions: list[Spec]) -> None:
    values = {spec.key: data.draw(st.none() | right_answers(spec)) for spec in questions}
    keys = {spec.key for spec in asked(questions, values)}
    kept = {key: value for key, value in values.items() if key in keys}
    assert {spec.key for spec in asked(questions, kept)} == keys


@given(surveys())
def test_a_question_before_the_one_it_depends_on_is_found(questions: list[Spec]) -> None:
    dependents = [spec for spec in questions if spec.condition]
    if dependents:
        first = [dependents[0], *(spec for spec in questions if spec is not dependents[0])]
        assert dependents[0] in misplaced(first)


@given(st.lists(st.tuples(st.just(""), st.text(min_size=1, max_size=60)), max_size=30))
def test_keys_of_choices_are_distinct_and_fit_their_column(choices: list[tuple[str, str]]) -> None:
    keys = [key for key, _label in keyed(choices)]
    assert len(set(keys)) == len(keys)
    assert all(0 < len(key) <= 40 and key != OTHER for key in keys)
    assert keyed(keyed(choices)) == keyed(choices)


def test_a_key_says_what_it_is() -> None:
    assert free_key("L’accès pour tous", {"lacces-pour-tous"}, "question") == "lacces-pour-tous-2"
    assert free_key("❤", set(), "question") == "question"
    assert free_key("Other", set(), "x") == "other-2"


numbers = st.dictionaries(st.decimals(-1000, 1000, places=2), st.integers(1, 50), min_size=1, max_size=30)


@given(numbers)
def test_the_middle_is_between_the_ends(counts: dict[Decimal, int]) -> None:
    low, high = min(counts), max(counts)
    average, middle = statistics.mean(counts), statistics.median(counts)
    assert average is not None
    assert middle is not None
    assert low <= middle <= high
    assert low - Decimal("0.001") <= average <= high + Decimal("0.001")
    flat = sorted(value for value, n in counts.items() for _ in range(n))
    assert middle == (flat[(len(flat) - 1) // 2] + flat[len(flat) // 2]) / 2


@given(numbers)
def test_a_distribution_loses_nobody(counts: dict[Decimal, int]) -> None:
    bars = statistics.bins(counts)
    assert sum(n for _low, _high, n in bars) == sum(counts.values())
    assert len(bars) <= statistics.BARS + 1
    assert all(first[1] == second[0] for first, second in pairwise(bars))
    for low, high, n in bars:
        assert n == sum(k for value, k in counts.items() if low <= value < high)


@given(st.dictionaries(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(1, 9), min_size=1, max_size=20))
def test_days_are_put_in_months_or_years_and_nobody_is_lost(days: dict[date, int]) -> None:
    months = statistics.by_month(days)
    assert sum(n for *_when, n in statistics.by_years(days)) == sum(days.values())
    assert not months or sum(n for _month, n in months) == sum(days.values())
    assert len(months) <= statistics.MONTHS


@given(st.permutations("abcd"), st.permutations("abcd"))
def test_mean_ranks_are_those_of_the_orders(first: list[str], second: list[str]) -> None:
    found = statistics.ranks({tuple(first): 1, tuple(second): 1} if first != second else {tuple(first): 2}, "abcd")
    assert sum(mean for mean, _firsts in found.values()) == 10
    assert sum(firsts for _mean, firsts in found.values()) == 2
    assert found["a"][0] == Decimal(first.index("a") + second.index("a") + 2) / 2


def test_figures_are_rounded_not_cut() -> None:
    assert rounded(Decimal("1.6666")) == "1,7"
    assert rounded(Decimal("0.05")) == "0,1"
