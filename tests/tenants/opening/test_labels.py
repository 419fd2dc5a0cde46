"""The address of a space: refused names, look-alikes, suggestions (checks P02 and P03)."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.opening.confusable import skeletons
from tenants.opening.labels import LONGEST, check_label, clean_label, slug, suggest_labels
from tenants.opening.rules import OrganisationKind
from tenants.territory import queries
from tenants.territory.places import Organisation


def authority(kind: str, code: str) -> Organisation:
    found = queries.organisation(kind, code)
    assert found is not None
    return found


def code_of(label: str, **context: object) -> str:
    problem = check_label(label, **context)  # type: ignore[arg-type]  # the tests give what each case needs
    return problem.code if problem else ""


@pytest.mark.parametrize("label", ["les-amis-de-la-deule", "abc", "a1b", "saint-omer-62", "x" * 40, "crajep-hdf"])
def test_an_ordinary_label_is_accepted(label: str) -> None:
    assert check_label(label) is None


RESERVED = """
    www mail smtp imap pop api admin administration static media public information-schema extensions pg-toast
    autodiscover autoconfig operator operateur status support aide help login connexion compte securite security region
    regions prefecture prefectures gouv gouvernement www1 www42 ns1 ns-2 ftp webmail postmaster abuse root test demo
    app exports mails apis admins medias statics supports mairie mairies departement metropole commune localhost
    pg-anything template1 mx10 security status1x
"""


@pytest.mark.parametrize("label", [label for label in RESERVED.split() if label != "status1x"])
def test_reserved_labels_and_their_plurals_are_refused(label: str) -> None:
    problem = check_label(label)
    assert problem is not None
    assert problem.code == "label_reserved"
    assert "réservé" in problem.message


@pytest.mark.parametrize("label", ["rnail", "adm1n", "ad-min", "log1n", "l0gin", "vvww", "regi0n", "g0uv", "stat-ic"])
def test_look_alikes_of_reserved_labels_are_refused(label: str) -> None:
    assert code_of(label) == "label_reserved"


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("", "label_missing"),
        ("1", "label_length"),
        ("ab", "label_length"),
        ("a" * 41, "label_length"),
        ("a" * 63, "label_length"),
        ("a" * 64, "label_length"),
        ("a" * 100_000, "label_length"),
        ("2022", "label_digits"),
        ("20-22", "label_digits"),
        ("-abc", "label_hyphens"),
        ("abc-", "label_hyphens"),
        ("ab--cd", "label_hyphens"),
        ("abcd--ef", "label_hyphens"),
        ("xn--amins-esa", "label_hyphens"),
        ("---", "label_hyphens"),
        ("аdmin", "label_characters"),
        ("ﬁnances", "label_characters"),
        ("élus", "label_characters"),
        ("Amiens", "label_characters"),
        ("a_b", "label_characters"),
        ("a.b", "label_characters"),
        ("a b", "label_characters"),
        ("a/b", "label_characters"),
        ("../../etc", "label_characters"),
        ("%s", "label_characters"),
        ("abc\n", "label_characters"),
        ("abc\x00", "label_characters"),
        ("🏛🏛🏛", "label_characters"),
        ("１２３", "label_characters"),
    ],
)
def test_a_label_that_is_no_host_name_is_refused(label: str, code: str) -> None:
    assert code_of(label) == code


@given(st.text(max_size=60), st.lists(st.text(max_size=10), max_size=3))
def test_whatever_is_typed_gets_an_answer(label: str, taken: list[str]) -> None:
    if check_label(label, taken=taken) is None:
        assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])", label)
        assert 3 <= len(label) <= 40
        assert "--" not in label


@given(st.from_regex(r"[a-z0-9-]{3,40}", fullmatch=True))
def test_a_taken_label_is_never_free(label: str) -> None:
    assert check_label(label, taken=[label]) is not None


@pytest.mark.parametrize("label", ["les-amis", "le-samis", "lesamls", "lesami", "1esamis", "les-arnis"])
def test_a_label_that_looks_like_a_taken_one_is_refused(label: str) -> None:
    problem = check_label(label, taken=["lesamis"])
    assert problem is not None
    assert (problem.code, "lesamis" in problem.message) == ("label_confusable", True)


def test_a_number_or_a_word_is_enough_to_differ() -> None:
    assert check_label("saint-omer-62", taken=["saint-omer"]) is None
    assert check_label("ville-saint-omer", taken=["saint-omer"]) is None


@pytest.mark.parametrize(
    "label", ["arniens", "ami-ens", "arn1ens", "li11e", "arra", "d0uai", "hauts-de-f-rance", "n0rd"]
)
def test_a_label_that_imitates_an_official_name_is_refused(label: str) -> None:
    assert code_of(label) == "label_imitation"


def test_an_official_name_itself_is_left_to_the_ladder() -> None:
    assert check_label("amiens") is None
    assert check_label("departement-du-nord") is None


def test_an_authority_may_write_its_own_name_as_it_likes() -> None:
    assert check_label("ami-ens", organisation=authority("commune", "80021")) is None
    assert code_of("ami-ens", organisation=authority("commune", "59350")) == "label_imitation"


def test_a_commune_keeps_its_name_though_it_looks_like_another() -> None:
    illies = authority("commune", "59320")
    assert skeletons("illies") & skeletons("lille")
    assert check_label("illies", taken=["lille"], organisation=illies) is None
    assert code_of("illies", taken=["illies"], organisation=illies) == "label_taken"
    assert code_of("illies", taken=["lille"]) == "label_confusable"


def test_clean_label_only_drops_space_and_case() -> None:
    assert clean_label("  Saint-Omer ") == "saint-omer"
    assert code_of(clean_label("Étaples")) == "label_characters"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Saint-Omer", "saint-omer"),
        ("St Omer", "saint-omer"),
        ("Villeneuve-d’Ascq", "villeneuve-d-ascq"),
        ("Ô-de-Selle", "o-de-selle"),
        ("Œuilly", "oeuilly"),
        ("Association pour la promotion de la vie associative", "association-pour-la-promotion-de-la-vie"),
        ("x" * 60, "x" * 40),
        ("🏛", ""),
    ],
)
def test_slugs(text: str, label: str) -> None:
    assert slug(text) == label


@given(st.text(max_size=120))
def test_slugs_are_short_and_plain(text: str) -> None:
    label = slug(text)
    assert len(label) <= LONGEST
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", label)


@pytest.mark.parametrize(
    ("name", "kind", "code", "suggested"),
    [
        ("Ville de Saint-Omer", "commune", "62765", ["saint-omer", "ville-saint-omer", "saint-omer-62"]),
        ("Lille", "commune", "59350", ["lille", "ville-lille", "lille-59"]),
        ("Métropole Européenne de Lille", "epci", "200093201", ["metropole-europeenne-de-lille", "mel"]),
        ("Département du Nord", "departement", "59", ["nord", "departement-nord", "departement-du-nord"]),
        ("Région Hauts-de-France", "region", "32", ["hauts-de-france", "region-hauts-de-france"]),
    ],
)
def test_suggestions_for_authorities(name: str, kind: str, code: str, suggested: list[str]) -> None:
    found = suggest_labels(name, OrganisationKind(kind), organisation=authority(kind, code))
    assert found[: len(suggested)] == suggested
    assert len(found) == 5


def test_suggestions_avoid_what_is_taken() -> None:
    organisation = authority("commune", "62765")
    found = suggest_labels("Saint-Omer", OrganisationKind.COMMUNE, ["saint-omer"], organisation=organisation)
    assert found[0] == "ville-saint-omer"
    assert len(found) == 5


def test_suggestions_for_an_association() -> None:
    found = suggest_labels("Association Les Amis de la Deûle", OrganisationKind.ASSOCIATION)
    assert found[:2] == ["les-amis-de-la-deule", "asso-les-amis-de-la-deule"]


def test_nothing_is_suggested_without_a_letter() -> None:
    assert suggest_labels("🏛", OrganisationKind.OTHER) == []


@settings(max_examples=60)
@given(st.text(max_size=80), st.sampled_from(OrganisationKind), st.lists(st.text("abc-", max_size=5), max_size=3))
def test_every_suggestion_can_be_used(name: str, kind: OrganisationKind, taken: list[str]) -> None:
    found = suggest_labels(name, kind, taken)
    assert len(found) <= 5
    assert len(set(found)) == len(found)
    assert all(check_label(label, taken=taken) is None for label in found)


def test_every_commune_and_epci_gets_a_suggestion() -> None:
    for one in queries.communes():
        organisation = queries.organisation_of(one)
        assert suggest_labels(one.name, OrganisationKind.COMMUNE, organisation=organisation), one.name
    for epci in queries.local_epci():
        assert suggest_labels(epci.name, OrganisationKind.EPCI, organisation=authority("epci", epci.siren)), epci.name
