"""The team's page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from tenants.domains.models import OwnDomain
from tenants.domains.operations import claim_domain
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.outside.naming import Names
from tests.tenants.domains.conftest import NAME, check, set_up

PAGE = "/equipe/adresse/"


def test_a_name_is_typed_and_its_records_are_shown(visit: making.Visit, administrator: User, names: Names) -> None:
    browser = visit(administrator)
    assert browser.post(PAGE, {"name": "https://mairie-de-béthune.fr/"}).status_code == 302
    page = browser.get(PAGE).content.decode()
    with making.in_platform():
        domain = OwnDomain.objects.get()
    assert "mairie-de-béthune.fr" in page
    assert "xn--mairie-de-bthune-lqb.fr" in page
    assert f"_citoyens-en-communs.{domain.name}" in page
    assert domain.token in page
    assert "Vérification en cours" in page
    assert Entry.objects.filter(action="domains.claim", actor_id=administrator.pk).count() == 1


@pytest.mark.parametrize("typed", ["mairie", "192.0.2.1", "citoyens.test", "pas un nom"])
def test_a_refused_name_stays_in_its_field_with_the_reason(
    visit: making.Visit, administrator: User, typed: str
) -> None:
    refused = visit(administrator).post(PAGE, {"name": typed})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert f'value="{typed}"' in page
    assert 'aria-invalid="true"' in page


def test_what_was_found_is_beside_what_is_expected(
    visit: making.Visit, administrator: User, claimed: OwnDomain, names: Names
) -> None:
    names.records[NAME, "A"] = ["198.51.100.4"]
    names.records[claimed.challenge, "TXT"] = ["ancienne-valeur"]
    check(claimed)
    page = visit(administrator).get(PAGE).content.decode()
    assert "198.51.100.4" in page
    assert "ancienne-valeur" in page
    assert page.count("À corriger") == 2
    set_up(names, claimed)
    del names.records[NAME, "A"]
    check(claimed)
    page = visit(administrator).get(PAGE).content.decode()
    assert "En service" in page
    assert "À corriger" not in page


def test_the_part_that_is_asked_again_is_part_of_the_page(
    visit: making.Visit, administrator: User, claimed: OwnDomain
) -> None:
    browser = visit(administrator)
    whole = browser.get(PAGE).content.decode()
    part = browser.get(f"{PAGE}{claimed.pk}/etat/", headers={"hx-request": "true"}).content.decode()
    assert f'id="domaine-{claimed.pk}"' in part
    assert part.split("csrfmiddlewaretoken")[0].strip() in whole
    assert browser.get(f"{PAGE}{claimed.pk}/etat/").status_code == 302


def test_the_main_address_is_chosen_after_a_look(
    visit: making.Visit, administrator: User, proved: OwnDomain, space: Space
) -> None:
    browser = visit(administrator)
    address = f"{PAGE}{proved.pk}/principale/"
    assert browser.get(address).status_code == 200
    refused = browser.post(address)
    assert refused.status_code == 422
    assert "Ouvrez d’abord l’adresse" in refused.content.decode()
    assert browser.post(address, {"seen": "on"}).status_code == 302
    assert "Si votre domaine cesse un jour de répondre" in browser.get(PAGE).content.decode()


def test_removing_asks_first(visit: making.Visit, administrator: User, proved: OwnDomain) -> None:
    browser = visit(administrator)
    assert "cessera aussitôt" in browser.get(f"{PAGE}{proved.pk}/retirer/").content.decode()
    assert browser.post(f"{PAGE}{proved.pk}/retirer/").status_code == 302
    with making.in_platform():
        assert not OwnDomain.objects.exists()


@pytest.mark.parametrize("path", ["", "{pk}/etat/", "{pk}/principale/", "{pk}/retirer/"])
def test_the_domains_of_another_space_are_not_there(
    path: str, proved: OwnDomain, other_space: Space, visit: making.Visit
) -> None:
    with making.in_space(other_space):
        stranger = making.make_user("admin@amiens.example.org", "Amiens", roles=["administrator"])
    browser = visit(stranger, at=other_space)
    answer = browser.get(PAGE + path.format(pk=proved.pk))
    assert answer.status_code == (404 if path else 200)
    assert proved.token not in answer.content.decode()
    for gesture in ("verifier", "principale", "retirer"):
        assert browser.post(f"{PAGE}{proved.pk}/{gesture}/", {"seen": "on"}).status_code == 404


def test_as_many_queries_for_one_domain_as_for_three(
    visit: making.Visit, administrator: User, claimed: OwnDomain, space: Space
) -> None:
    browser = visit(administrator)
    browser.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        browser.get(PAGE)
    for number in range(2):
        claim_domain(by=administrator, space=space, name=f"n{number}.exemple.fr")
    with CaptureQueriesContext(connection) as three:
        browser.get(PAGE)
    assert len(one) == len(three)
    assert len([q for q in three if "set_config" not in q["sql"]]) <= 12
