"""Folding is what search and French order rest on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.territory.folding import fold, french_order


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Saint-Omer", "saint omer"),
        ("ST. OMER", "saint omer"),
        ("Ste-Geneviève", "sainte genevieve"),
        ("Lœuilly", "loeuilly"),
        ("L’Étoile", "l etoile"),
        ("Aire s/ la Lys", "aire sur la lys"),
        ("ﬁns", "fins"),
        ("  ", ""),
    ],
)
def test_names_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_folded_name_has_neither_case_nor_outer_space(text: str) -> None:
    assert fold(text) == fold(text).casefold().strip()


def test_french_order_ignores_accents_and_hyphens() -> None:
    assert sorted(["Eu", "Étaples", "Zuydcoote", "Écuires"], key=french_order) == [
        "Écuires",
        "Étaples",
        "Eu",
        "Zuydcoote",
    ]
