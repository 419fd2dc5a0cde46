"""Numbers of organisations, as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_core.identifiers import Identifier, IdentifierKind, Problem, identify


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("200053742", "siren", "200053742"),
        ("200 053 742", "siren", "200053742"),
        ("200\u00a0053\u202f742", "siren", "200053742"),
        ("200.053.742", "siren", "200053742"),
        ("200-053-742", "siren", "200053742"),
        ("SIREN : 200 053 742", "siren", "200053742"),
        ("FR12 200053742", "siren", "200053742"),
        ("２０００５３７４２", "siren", "200053742"),
        ("200 053 742 00017", "siret", "20005374200017"),
        ("n° SIRET 200 053 742 00017", "siret", "20005374200017"),
        ("356 000 000 00048", "siret", "35600000000048"),  # La Poste, head office: Luhn
        ("356 000 000 49837", "siret", "35600000049837"),  # La Poste, a branch: the digits add up to a multiple of 5
        ("w595012345", "rna", "W595012345"),
        ("W62 1001234", "rna", "W621001234"),
        ("RNA W9R1000123", "rna", "W9R1000123"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, kind: str, value: str) -> None:
    assert identify(typed) == Identifier(IdentifierKind(kind), value)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "number_missing"),
        (" - ", "number_missing"),
        ("SIRET", "number_missing"),
        ("200053743", "siren_key"),
        ("000000000", "siren_key"),
        ("00000000000000", "siret_key"),
        ("20005374200018", "siret_key"),
        ("35600000049838", "siret_key"),
        ("20005374", "number_length"),
        ("0595012345", "number_length"),
        ("1" * 500, "number_length"),
        ("W59501234O", "rna_format"),
        ("W1", "rna_format"),
        ("WA95012345", "rna_format"),
        ("Ville de Lille", "number_format"),
        ("٢٠٠٠٥٣٧٤٢", "number_format"),
        ("20005374x", "number_format"),
    ],
)
def test_another_number_is_refused_with_what_to_do(typed: str, code: str) -> None:
    found = identify(typed)
    assert isinstance(found, Problem)
    assert found.code == code
    assert found.message.endswith(".")


@given(st.text(max_size=80))
def test_whatever_is_typed_gets_an_answer(typed: str) -> None:
    found = identify(typed)
    if isinstance(found, Identifier):
        assert identify(str(found)) == found
        assert found.value.isascii()


def test_a_siret_holds_its_siren_and_an_rna_none() -> None:
    assert Identifier(IdentifierKind.SIRET, "20005374200017").siren == "200053742"
    assert Identifier(IdentifierKind.RNA, "W595012345").siren == ""


def test_numbers_are_shown_in_groups() -> None:
    assert str(Identifier(IdentifierKind.SIRET, "20005374200017")) == "200 053 742 00017"
    assert str(Identifier(IdentifierKind.SIREN, "200053742")) == "200 053 742"


def test_public_bodies_have_numbers_of_their_own() -> None:
    assert Identifier(IdentifierKind.SIREN, "200053742").public_body
    assert not Identifier(IdentifierKind.SIREN, "356000000").public_body
    assert not Identifier(IdentifierKind.RNA, "W595012345").public_body
