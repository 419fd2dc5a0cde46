"""The ladder on every commune of the region, and on whatever people can type."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.opening.labels import slug
from tenants.opening.ladder import Claim, assess
from tenants.opening.rules import OrganisationKind
from tenants.territory import queries
from tests.tenants.opening.test_ladder import ARRAS, ASSOCIATION, CONFIRMED, HELD, failed


def test_no_official_name_is_opened_by_someone_else() -> None:
    for one in queries.communes():
        for label in (slug(one.name), f"mairie-{slug(one.name)}"):
            assert assess(replace(ASSOCIATION, label=label)).decision is HELD, label


def test_every_commune_may_take_its_own_name() -> None:
    for one in queries.communes():
        organisation = queries.organisation_of(one)
        claim = Claim(OrganisationKind.COMMUNE, one.name, slug(one.name), "x@gmail.com", organisation=organisation)
        assert failed(assess(claim)) == {"official_address"}, one.name


@settings(max_examples=60)
@given(
    kind=st.sampled_from(OrganisationKind),
    name=st.text(max_size=40),
    label=st.text(max_size=40),
    email=st.text(max_size=40),
    domain=st.sampled_from(["gmail.com", "wanadoo.fr", "yopmail.com", "evil.test", ""]),
)
def test_no_authority_is_confirmed_from_outside_its_domain(
    kind: OrganisationKind, name: str, label: str, email: str, domain: str
) -> None:
    found = assess(Claim(kind, name, label, f"{email}@{domain}", organisation=ARRAS if kind.authority else None))
    assert found.decision is not CONFIRMED
    assert all(check.sentence for check in found.checks)
