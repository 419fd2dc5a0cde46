"""How far the link between a person and an organisation is confirmed (check P05)."""

from dataclasses import replace

import pytest

from platform_core.identifiers import Identifier, identify
from tenants.opening.ladder import Assessment, Claim, Decision, assess
from tenants.opening.rules import OrganisationKind
from tenants.territory import queries
from tenants.territory.places import Organisation

CONFIRMED, CODE, HELD = Decision.CONFIRMED, Decision.CODE_TO_OFFICIAL, Decision.HELD


def authority(kind: str, code: str) -> Organisation:
    found = queries.organisation(kind, code)
    assert found is not None
    return found


def number(text: str) -> Identifier:
    found = identify(text)
    assert isinstance(found, Identifier)
    return found


def failed(assessment: Assessment) -> set[str]:
    return {check.code for check in assessment.checks if not check.passed}


ARRAS = authority("commune", "62041")
FROM_ARRAS = Claim(OrganisationKind.COMMUNE, "Arras", "arras", "agent@arras.fr", organisation=ARRAS)
ASSOCIATION = Claim(
    OrganisationKind.ASSOCIATION,
    "Les Amis de la Deûle",
    "amis-deule",
    "presidente@gmail.com",
    identifier=number("W595012345"),
)


@pytest.mark.parametrize("email", ["agent@arras.fr", "Agent@ARRAS.FR", "agent@culture.arras.fr"])
def test_an_address_in_the_official_domain_confirms(email: str) -> None:
    assert assess(replace(FROM_ARRAS, email=email)).decision is CONFIRMED


@pytest.mark.parametrize(
    "email", ["agent@gmail.com", "agent@notarras.fr", "agent@arras.fr.evil.test", "agent@arras.com"]
)
def test_another_address_asks_for_a_code_in_the_official_domain(email: str) -> None:
    found = assess(replace(FROM_ARRAS, email=email))
    assert (found.decision, found.official_domain) == (CODE, "arras.fr")
    assert found.reasons[0].startswith("L’adresse e-mail n’est pas en @arras.fr, le domaine officiel")
    assert len(found.reasons) == 1


def test_a_code_confirmed_in_the_official_domain_confirms() -> None:
    claim = replace(FROM_ARRAS, email="agent@gmail.com", official_email="mairie@arras.fr")
    assert assess(claim).decision is CONFIRMED
    assert assess(replace(claim, official_email="mairie@lille.fr")).decision is CODE


def free_domain_commune() -> Organisation:
    return next(queries.organisation_of(one) for one in queries.communes() if one.name == "Agenvillers")


def test_the_same_free_domain_as_the_town_hall_proves_nothing() -> None:
    small = free_domain_commune()
    for email in ("mairie@wanadoo.fr", "mairie@orange.fr", "mairie@laposte.net"):
        found = assess(Claim(OrganisationKind.COMMUNE, small.name, "agenvillers", email, organisation=small))
        assert found.decision is HELD
        assert failed(found) == {"official_address"}


@pytest.mark.parametrize(
    ("insee", "email"),
    [
        ("62796", "agent@latronche19.fr"),  # a mistake in the source
        ("60471", "agent@paysnoyonnais.fr"),  # Noyon has its own domain
    ],
)
def test_an_unsure_or_foreign_domain_does_not_confirm(insee: str, email: str) -> None:
    commune = authority("commune", insee)
    found = assess(Claim(OrganisationKind.COMMUNE, commune.name, "essai-commune", email, organisation=commune))
    assert found.decision is not CONFIRMED


@pytest.mark.parametrize(
    ("kind", "code", "label", "email", "decision"),
    [
        ("region", "32", "hauts-de-france", "agent@hautsdefrance.fr", CONFIRMED),
        ("region", "32", "region-hdf", "agent@hautsdefrance.fr", CONFIRMED),
        ("region", "32", "region-hdf", "agent@gmail.com", CODE),
        ("departement", "62", "departement-pas-de-calais", "agent@pasdecalais.fr", CONFIRMED),
        ("departement", "62", "pas-de-calais", "agent@sdis60.fr", CODE),
        ("departement", "02", "aisne", "agent@aisne.fr", HELD),
        ("departement", "02", "aisne", "agent@aisne.gouv.fr", HELD),
        ("epci", "200093201", "mel", "agent@lillemetropole.fr", CONFIRMED),
        ("epci", "200033579", "cu-arras", "agent@cu-arras.org", HELD),
        ("epci", "200033579", "cu-arras", "agent@arras.fr", HELD),
    ],
)
def test_larger_authorities(kind: str, code: str, label: str, email: str, decision: Decision) -> None:
    organisation = authority(kind, code)
    claim = Claim(OrganisationKind(kind), organisation.name, label, email, organisation=organisation)
    assert assess(claim).decision is decision


def test_a_public_body_from_elsewhere_is_told_so() -> None:
    aisne = authority("departement", "02")
    claim = Claim(OrganisationKind.DEPARTEMENT, aisne.name, "aisne", "agent@aisne.gouv.fr", organisation=aisne)
    assert "organisme public" in assess(claim).reasons[0]


def test_an_authority_is_chosen_in_the_official_list() -> None:
    found = assess(replace(FROM_ARRAS, organisation=None))
    assert found.decision is HELD
    assert "in_official_list" in failed(found)
    mismatch = assess(replace(FROM_ARRAS, kind=OrganisationKind.EPCI))
    assert "in_official_list" in failed(mismatch)


@pytest.mark.parametrize(
    ("typed", "decision"), [("216 200 410", CONFIRMED), ("21620041000016", None), ("215903501", HELD)]
)
def test_a_number_typed_must_be_that_of_the_list(typed: str, decision: Decision | None) -> None:
    identifier = identify(typed)
    if isinstance(identifier, Identifier):
        assert assess(replace(FROM_ARRAS, identifier=identifier)).decision is (decision or CONFIRMED)


def test_an_rna_number_is_not_that_of_a_commune() -> None:
    found = assess(replace(FROM_ARRAS, identifier=number("W595012345")))
    assert failed(found) == {"number_matches"}


def test_an_authority_that_takes_the_name_of_another_is_held() -> None:
    assert failed(assess(replace(FROM_ARRAS, label="lille"))) == {"own_name"}
    assert failed(assess(replace(FROM_ARRAS, label="mairie-lille"))) == {"own_name"}
    assert failed(assess(replace(FROM_ARRAS, label="prefecture-arras"))) == {"no_public_word"}
    assert failed(assess(replace(FROM_ARRAS, label="region-arras"))) >= {"no_public_word"}
    assert assess(replace(FROM_ARRAS, label="mairie-arras")).decision is CONFIRMED
    assert assess(replace(FROM_ARRAS, label="ville-arras-62")).decision is CONFIRMED


@pytest.mark.parametrize("typed", ["W595012345", "356 000 000", "356 000 000 00048"])
def test_associations_with_a_number_open_by_default(typed: str) -> None:
    found = assess(replace(ASSOCIATION, identifier=number(typed)))
    assert found.decision is CONFIRMED
    assert all(check.sentence.endswith(".") for check in found.checks)


def test_an_association_without_a_number_waits_for_a_person() -> None:
    found = assess(replace(ASSOCIATION, identifier=None))
    assert (found.decision, failed(found)) == (HELD, {"number_given"})


@pytest.mark.parametrize("typed", ["216 200 410", "200 093 201", "225 900 018", "217 500 016"])
def test_an_association_does_not_use_the_number_of_an_authority(typed: str) -> None:
    found = assess(replace(ASSOCIATION, identifier=number(typed)))
    assert (found.decision, failed(found)) == (HELD, {"private_number"})
    assert "collectivité" in found.reasons[0]


def test_an_association_does_not_use_the_number_of_a_public_body() -> None:
    found = assess(replace(ASSOCIATION, identifier=number("130 025 265")))
    assert found.reasons == ["Le numéro saisi est celui d’un organisme public."]


@pytest.mark.parametrize(
    "label",
    [
        *(
            "mairie-amiens",
            "mairie-d-amiens",
            "amiens",
            "amiens-80",
            "ville-amiens",
            "ville-de-lille",
            "lille-officiel",
        ),
        *("departement-du-nord", "nord", "departement-59", "region-hdf", "hauts-de-france", "region-hauts-de-france"),
        *(
            "prefecture-du-nord",
            "sous-prefecture-lens",
            "gouv-hdf",
            "metropole-lille",
            "agglo-amiens",
            "conseil-regional-hdf",
        ),
        *(
            "conseil-municipal-arras",
            "communaute-urbaine-arras",
            "commune-d-arras",
            "arniens",
            "ham",
            "police-municipale-lens",
        ),
    ],
)
def test_an_association_that_could_pass_for_an_authority_waits(label: str) -> None:
    assert assess(replace(ASSOCIATION, label=label)).decision is HELD


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Mairie d’Amiens",
            "VILLE DE LILLE",
            "Ville du Quesnoy",
            "Commune d’Arras",
            "Amiens",
            "Le Département du Nord",
        ),
        *("Région Hauts-de-France", "Préfecture de la Somme", "Métropole Européenne de Lille", "La Ville des Autels"),
    ],
)
def test_a_name_that_could_pass_for_an_authority_waits(name: str) -> None:
    assert assess(replace(ASSOCIATION, name=name)).decision is HELD


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Les Amis d’Amiens", "les-amis-d-amiens"),
        ("Ville en transition Lille", "lille-en-transition"),
        ("Réseau des associations de la région", "reseau-des-associations"),
        ("Foyer rural de Ham", "foyer-rural-ham"),
        ("CRAJEP Hauts-de-France", "crajep-hdf"),
        ("Le Mouvement associatif Hauts-de-France", "mouvement-associatif-hdf"),
        ("Club de football de Saint-Omer", "club-saint-omer"),
        ("Communes forestières", "forets-en-commun"),
    ],
)
def test_ordinary_associations_are_not_mistaken_for_authorities(name: str, label: str) -> None:
    found = assess(replace(ASSOCIATION, name=name, label=label))
    assert found.reasons == []


@pytest.mark.parametrize("claim", [FROM_ARRAS, ASSOCIATION])
@pytest.mark.parametrize("email", ["x@yopmail.com", "x@jetable.org", "x@sous.mailinator.com", "nothing", "x@"])
def test_throw_away_or_unreadable_addresses_are_held(claim: Claim, email: str) -> None:
    found = assess(replace(claim, email=email))
    assert found.decision is HELD
    assert "lasting_address" in failed(found)


@pytest.mark.parametrize("claim", [FROM_ARRAS, ASSOCIATION])
def test_a_domain_refused_before_is_held(claim: Claim) -> None:
    domain = claim.email.rpartition("@")[2]
    found = assess(claim, refused_domains={domain.upper()})
    assert (found.decision, failed(found)) == (HELD, {"accepted_domain"})
    assert assess(claim, refused_domains={"autre.test"}).decision is CONFIRMED


def test_others_are_treated_like_associations() -> None:
    assert assess(replace(ASSOCIATION, kind=OrganisationKind.OTHER)).decision is CONFIRMED
    assert assess(replace(ASSOCIATION, kind=OrganisationKind.OTHER, identifier=None)).decision is HELD


def test_every_decision_explains_itself() -> None:
    for claim in (FROM_ARRAS, ASSOCIATION, replace(ASSOCIATION, label="mairie-amiens", identifier=None)):
        found = assess(claim)
        assert len({check.code for check in found.checks}) == len(found.checks)
        assert (found.decision is HELD) == bool(found.reasons)


@pytest.mark.parametrize("label", ["hazebrouk", "amienns", "valencienes", "dunkerqe", "saint-quentinn", "beauvias"])
def test_one_slip_from_an_official_name_waits(label: str) -> None:
    assert failed(assess(replace(ASSOCIATION, label=label))) == {"own_name"}
