"""Strategies: questions of every type, right and wrong answers to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from consultations.modalities.surveys.rules.kinds import NO, OTHER, YES, Kind
from consultations.modalities.surveys.rules.questions import Condition, Spec

KEYS = [f"r{n}" for n in range(8)]
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp"]), min_size=1)


@st.composite
def specs(draw: st.DrawFn, key: str = "q", kinds: tuple[Kind, ...] = tuple(Kind)) -> Spec:
    """A question that can be asked."""
    kind = draw(st.sampled_from(kinds))
    required = draw(st.booleans())
    match kind:
        case Kind.SINGLE | Kind.MULTIPLE | Kind.RANKING:
            choices = tuple(KEYS[: draw(st.integers(2, 8))])
            other = kind != Kind.RANKING and draw(st.booleans())
            low, high = (None, None)
            if kind == Kind.MULTIPLE:
                low = draw(st.none() | st.integers(1, len(choices)))
                high = draw(st.none() | st.integers(low or 1, len(choices) + other))
            return Spec(key, kind, required, choices, other, decimal(low), decimal(high))
        case Kind.SCALE:
            first = draw(st.integers(-5, 5))
            return Spec(key, kind, required, low=decimal(first), high=decimal(first + draw(st.integers(1, 10))))
        case Kind.NUMBER:
            low = draw(st.none() | st.integers(-100, 100))
            high = draw(st.none() | st.integers(low or 0, 1000))
            return Spec(key, kind, required, low=decimal(low), high=decimal(high), interval=Decimal(1))
        case Kind.SHORT | Kind.LONG:
            return Spec(key, kind, required, high=decimal(draw(st.none() | st.integers(1, 200))))
    return Spec(key, kind, required)


def decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def right_answers(spec: Spec) -> st.SearchStrategy[Any]:
    """Answers that must be taken."""
    match Kind(spec.kind):
        case Kind.SHORT | Kind.LONG:
            return words.map(lambda text: text[: spec.limit])
        case Kind.SINGLE:
            return chosen(spec, 1, 1)
        case Kind.MULTIPLE:
            return chosen(spec, int(spec.low or 1), int(spec.high or len(spec.options)))
        case Kind.RANKING:
            return st.permutations(spec.choices).map(list)
        case Kind.SCALE:
            return st.sampled_from(spec.scale)
        case Kind.NUMBER:
            low = int(spec.low) if spec.low is not None else min(0, int(spec.high or 0))
            return st.integers(low, int(spec.high) if spec.high is not None else low + 10_000)
        case Kind.DATE:
            return st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.isoformat)
    return st.sampled_from([YES, NO])


def chosen(spec: Spec, least: int, most: int) -> st.SearchStrategy[Any]:
    lists = st.lists(st.sampled_from(sorted(spec.options)), min_size=least, max_size=most, unique=True)
    return st.tuples(lists, words.map(lambda text: text[:100])).map(
        lambda both: {"chosen": both[0]} | ({"other": both[1]} if OTHER in both[0] else {})
    )


@st.composite
def surveys(draw: Callable[[st.SearchStrategy[Any]], Any]) -> list[Spec]:
    """Questions in order, some of which depend on an earlier one."""
    found: list[Spec] = []
    for n in range(draw(st.integers(1, 8))):
        spec = draw(specs(f"q{n}"))
        parents = [one for one in found if one.options]
        if parents and draw(st.booleans()):
            parent = draw(st.sampled_from(parents))
            values = draw(st.sets(st.sampled_from(sorted(parent.options)), min_size=1))
            found.append(conditional(spec, parent.key, values))
        else:
            found.append(spec)
    return found


def conditional(spec: Spec, key: str, values: set[str]) -> Spec:
    fields = {name: getattr(spec, name) for name in spec.__dataclass_fields__}
    return Spec(**fields | {"condition": Condition(key, frozenset(values))})


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([*KEYS, OTHER, YES, "1e309", "NaN", "٣", "2022-02-30", 10**400, -1]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["chosen", "other", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
