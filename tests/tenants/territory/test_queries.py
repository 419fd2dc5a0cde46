"""The places the platform knows, and how people find them."""

import pytest

from tenants.territory import queries
from tenants.territory.choices import as_choices
from tenants.territory.places import Kind


def names(query: str, limit: int = 10) -> list[str]:
    return [one.name for one in queries.find_communes(query, limit)]


def test_every_commune_of_the_region_is_there_with_its_detail() -> None:
    communes = queries.communes()
    assert len(communes) == 3782
    assert sum(one.population for one in communes) == 5_992_194
    assert all(one.postcodes and one.siren and queries.epci(one.epci) for one in communes)
    counts = {code: len(queries.communes(departement=code)) for code in ("02", "59", "60", "62", "80")}
    assert counts == {"02": 797, "59": 647, "60": 680, "62": 887, "80": 771}


def test_centres_are_where_the_towns_are() -> None:
    lille = queries.commune("59350")
    assert lille is not None
    assert (lille.latitude, lille.longitude) == pytest.approx((50.63, 3.05), abs=0.02)
    assert all(48.8 < one.latitude < 51.1 and 1.3 < one.longitude < 4.3 for one in queries.communes())


def test_communes_are_listed_in_french_order() -> None:
    listed = [one.name for one in queries.communes(departement="80")]
    assert listed.index("Étinehem-Méricourt") == listed.index("Éterpigny") + 1
    assert listed[-1] == "Yzeux"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lille", "Lille"),
        ("LILLE ", "Lille"),
        ("st omer", "Saint-Omer"),
        ("Saint Omer", "Saint-Omer"),
        ("ste catherine", "Sainte-Catherine"),
        ("Saint-Omer (62500)", "Saint-Omer"),
        ("villeneuve d’ascq", "Villeneuve-d'Ascq"),
        ("villeneuve d'ascq", "Villeneuve-d'Ascq"),
        ("quesnoy", "Le Quesnoy"),
        ("ville de Lille", "Lille"),
        ("mairie d'Amiens", "Amiens"),
        ("bruay s/ l'escaut", "Bruay-sur-l'Escaut"),
        ("o de selle", "Ô-de-Selle"),
        ("lœuilly", "Ô-de-Selle"),
        ("loeuilly", "Ô-de-Selle"),
        ("grécourt", "Hombleux"),
        ("œuilly", "Œuilly"),
        ("59350", "Lille"),
        ("62500", "Saint-Omer"),
        ("saint quentin aisne", "Saint-Quentin"),
        ("dunkerke", "Dunkerque"),
        ("chateau thiery", "Château-Thierry"),
    ],
)
def test_a_commune_is_found_as_people_type_it(query: str, first: str) -> None:
    assert names(query)[0] == first


def test_exact_names_come_first_then_the_largest() -> None:
    assert names("ham", 3) == ["Ham", "Hames-Boucres", "Ham-en-Artois"] or names("ham", 1) == ["Ham"]
    assert names("62", 2) == ["Calais", "Arras"]


def test_homonyms_are_told_apart_by_a_number() -> None:
    both = queries.find_communes("fontaine notre dame")
    assert {one.departement for one in both} == {"02", "59"}
    assert [one.insee for one in queries.find_communes("fontaine notre dame 59")] == ["59244"]


@pytest.mark.parametrize("query", ["", "   ", "'-", "\x00", "🏛", "99999", "zzzzzz", "a" * 5000, "%_", "59 zzz"])
def test_nothing_is_found_for_what_is_not_a_place(query: str) -> None:
    assert names(query) == []


def test_the_limit_is_kept() -> None:
    assert len(names("saint", 7)) == 7
    assert names("saint", 0) == []


@pytest.mark.parametrize(
    ("siren", "kind", "name"),
    [
        ("200053742", Kind.REGION, "Région Hauts-de-France"),
        ("200093201", Kind.EPCI, "Métropole Européenne de Lille"),
        ("248000531", Kind.EPCI, "Communauté d'agglomération Amiens Métropole"),
        ("215903501", Kind.COMMUNE, "Lille"),
        ("218000198", Kind.COMMUNE, "Amiens"),
        ("216200410", Kind.COMMUNE, "Arras"),
        ("225900018", Kind.DEPARTEMENT, "Département du Nord"),
        ("217500016", Kind.COMMUNE, "Paris"),
    ],
)
def test_an_authority_is_known_by_its_siren(siren: str, kind: Kind, name: str) -> None:
    found = queries.organisation_by_siren(siren)
    assert found is not None
    assert (found.kind, found.name, found.siren) == (kind, name, siren)
    assert queries.find_organisations(kind, siren) == [found]


@pytest.mark.parametrize("siren", ["", "0", "21590350", "2159035011", "999999999", "552100554", "siren"])
def test_no_authority_for_another_number(siren: str) -> None:
    assert queries.organisation_by_siren(siren) is None


@pytest.mark.parametrize(
    ("kind", "query", "first"),
    [
        ("epci", "lille", "Métropole Européenne de Lille"),
        ("epci", "MEL", "Métropole Européenne de Lille"),
        ("epci", "amiens metropole", "Communauté d'agglomération Amiens Métropole"),
        ("epci", "CC des 7 vallées", "Communauté de communes des 7 Vallées"),
        ("epci", "capso", "Communauté d'agglomération du Pays de Saint-Omer"),
        ("departement", "pas de calais", "Département du Pas-de-Calais"),
        ("departement", "62", "Département du Pas-de-Calais"),
        ("region", "hauts de france", "Région Hauts-de-France"),
        ("commune", "arras", "Arras"),
    ],
)
def test_an_organisation_is_found_by_name(kind: str, query: str, first: str) -> None:
    assert queries.find_organisations(kind, query)[0].name == first


def test_few_kinds_are_listed_whole_without_a_query() -> None:
    assert len(queries.find_organisations("departement", "")) == 5
    assert len(queries.find_organisations("region", "")) == 1
    assert queries.find_organisations("epci", "") == []
    assert queries.find_organisations("commune", "") == []


def test_a_siren_of_another_kind_is_not_offered() -> None:
    assert queries.find_organisations("epci", "215903501") == []


def test_organisations_are_found_again_by_their_code() -> None:
    for kind, query in (("commune", "arras"), ("epci", "lille"), ("departement", "nord"), ("region", "hauts")):
        found = queries.find_organisations(kind, query)[0]
        assert queries.organisation(kind, found.code) == found


def test_a_commune_from_elsewhere_is_known_by_name_only() -> None:
    paris = queries.organisation("commune", "75056")
    assert paris is not None
    assert (paris.name, paris.siren, paris.where, paris.centre) == ("Paris", "217500016", "Paris", None)
    assert queries.organisation("commune", "99999") is None
    assert queries.organisation("commune", "") is None


def test_larger_authorities_have_inhabitants_and_a_middle() -> None:
    nord = queries.organisation("departement", "59")
    assert nord is not None
    assert nord.population == sum(one.population for one in queries.communes(departement="59"))
    assert nord.centre == pytest.approx((50.4, 3.3), abs=0.2)


def test_local_epci_and_departements() -> None:
    assert len(queries.local_epci()) == 92
    assert [one.code for one in queries.local_departements()] == ["02", "59", "60", "62", "80"]
    mel = queries.organisation("epci", "200093201")
    assert mel is not None
    assert mel.centre == pytest.approx((50.65, 3.08), abs=0.05)
    assert len(queries.communes(epci="200093201")) == 95


@pytest.mark.parametrize("code", ["32", "59", "59350", "215903501", "200093201", "200053742"])
def test_codes_of_the_region_are_recognised(code: str) -> None:
    assert queries.in_hauts_de_france(code)


@pytest.mark.parametrize("code", ["", "75", "75056", "217500016", "14635", "62999"])
def test_codes_from_elsewhere_are_not(code: str) -> None:
    assert not queries.in_hauts_de_france(code)


def test_choices_tell_homonyms_apart() -> None:
    choices = as_choices(queries.find_communes("fontaine notre dame"))
    assert {choice["label"] for choice in choices} == {"Fontaine-Notre-Dame"}
    assert {choice["hint"] for choice in choices} == {"02110 · Aisne", "59400 · Nord"}
    assert as_choices(queries.find_organisations("region", ""))[0]["value"] == "32"


def test_a_choice_names_the_communes_it_has_absorbed() -> None:
    (choice,) = as_choices(queries.find_communes("grécourt"))
    assert choice == {"value": "80442", "label": "Hombleux", "hint": "80400 · Somme · comprend Grécourt"}
