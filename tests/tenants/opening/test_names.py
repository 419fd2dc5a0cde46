"""A name that another organisation bears, an organisation without a number that asks twice, an address that asks too often."""

from __future__ import annotations

import pytest

from tenants.opening.models import RefusedDomain, SpaceRequest, State
from tenants.spaces.models import Kind, Space
from tests.tenants.console.conftest import browser, held_request, operator, space_rows
from tests.tenants.opening.asking import Asker, last_code

__all__ = ["browser", "operator"]
pytestmark = pytest.mark.usefixtures("platform")
EMAIL = "camille@marais.example.org"


def asked() -> SpaceRequest:
    """Ask for « Les Amis du marais », with a number that proves it, and confirm the address."""
    asker = Asker()
    asker.association()
    asker.post("code/", code=last_code(EMAIL))
    return SpaceRequest.objects.get(email=EMAIL)


def failed(request: SpaceRequest) -> set[str]:
    return {check["code"] for check in request.checks if not check["passed"]}


def test_a_name_of_its_own_opens() -> None:
    request = asked()
    assert (request.state, failed(request)) == (State.ACCEPTED, set())


@pytest.mark.parametrize("fields", [{"name": "LES AMIS DU MARAIS"}, {"organisation": "Les amis du marais"}])
def test_the_name_of_another_organisation_s_space_is_held(fields: dict[str, str]) -> None:
    space_rows(1, **{"kind": Kind.ASSOCIATION, "identifier": "W800000001", **fields})
    request = asked()
    assert (request.state, failed(request)) == (State.HELD, {"distinct_name"})


def test_a_town_may_bear_its_own_name_whoever_took_it() -> None:
    space_rows(1, name="Arras", kind=Kind.ASSOCIATION)
    asker = Asker()
    asker.commune("62041", "Arras", "arras", "mairie@arras.fr")
    asker.post("code/", code=last_code("mairie@arras.fr"))
    assert "distinct_name" not in failed(SpaceRequest.objects.get(email="mairie@arras.fr"))


def test_without_a_number_the_name_tells_that_it_is_a_second_request() -> None:
    held_request(organisation="LES PASSEURS", email="a@x.example.org")
    asker = Asker()
    asker.post("", kind="association")
    asker.post("organisation/", organisation="Les Passeurs", no_number="on")
    asker.post("nom/", name="Tout autre chose", label="tout-autre-chose")
    asker.founder(EMAIL)
    asker.post("code/", code=last_code(EMAIL))
    assert "first_request" in failed(SpaceRequest.objects.get(email=EMAIL))


def test_an_address_does_not_fill_the_operator_s_desk() -> None:
    for number in range(5):
        held_request(email=EMAIL, organisation=f"Organisme {number}")
    answer = Asker().association()
    assert answer.status_code == 429
    assert "venues de votre adresse" in answer.content.decode()


def test_a_refused_domain_is_forgotten_on_demand(browser: object) -> None:
    domain = RefusedDomain.objects.create(domain="spam.example")
    path = f"/operateur/demandes/domaines-refuses/{domain.pk}/oublier/"
    assert browser.post(path).status_code == 302  # type: ignore[attr-defined]  # a test browser
    assert not RefusedDomain.objects.exists()
    assert Space.objects.exists()
