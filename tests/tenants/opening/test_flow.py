"""The screens of opening a space, over HTTP, up to what the ladder decides."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone

from platform_core.access.roles import Role
from platform_core.mail.models import Email
from tenants.opening.models import SpaceRequest, State
from tenants.spaces.models import Space
from tenants.spaces.models import State as SpaceState
from tests import making
from tests.tenants.opening.asking import START, Asker, last_code, letters_to

EMAIL = "camille@marais.example.org"


@pytest.fixture
def asker(platform: None) -> Asker:
    return Asker()


def only() -> SpaceRequest:
    return SpaceRequest.objects.get()


def test_a_visit_leaves_no_row(asker: Asker) -> None:
    assert asker.get("").status_code == 200
    assert not SpaceRequest.objects.exists()


def test_a_screen_cannot_be_reached_before_the_former_ones(asker: Asker) -> None:
    assert asker.get("organisation/").url == START
    asker.post("", kind="association")
    for screen in ("nom/", "vous/", "code/"):
        assert asker.get(screen).url == f"{START}organisation/"


def test_an_association_with_a_number_is_accepted_at_once(asker: Asker) -> None:
    sent = asker.association()
    assert sent.url == f"{START}code/"
    confirmed = asker.confirm(EMAIL)
    assert only().state == State.ACCEPTED
    assert only().space is not None
    assert only().space.state == SpaceState.PROVISIONING
    page = asker.browser.get(confirmed.url)
    assert page.status_code == 200
    assert "se construit" in page.content.decode()


def test_what_was_typed_is_there_again_on_every_screen(asker: Asker) -> None:
    asker.association()
    assert 'value="association"' in asker.get("").content.decode()
    assert "W595012345" in asker.get("organisation/").content.decode()
    assert "les-amis-du-marais" in asker.get("nom/").content.decode()
    assert EMAIL in asker.get("vous/").content.decode()


def test_what_was_typed_survives_every_error(asker: Asker) -> None:
    asker.post("", kind="association")
    refused = asker.post("organisation/", organisation="Les Amis du marais", number="123", place="Arras")
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'value="Les Amis du marais"' in page
    assert 'value="123"' in page
    assert "Un numéro SIREN a 9 chiffres" in page
    assert "<title>Erreur" in page


def test_the_former_screens_can_be_changed_and_the_code_is_asked_again(asker: Asker) -> None:
    asker.association()
    asker.post("", kind="commune")
    assert only().organisation == ""
    assert only().state == State.DRAFT
    assert asker.get("code/").url == f"{START}organisation/"


def test_no_number_needs_the_box_and_is_held(asker: Asker) -> None:
    asker.post("", kind="association")
    assert asker.post("organisation/", organisation="Les Amis", number="").status_code == 422
    assert asker.post("organisation/", organisation="Les Amis", no_number="on").status_code == 302
    asker.post("nom/", name="Les Amis", label="les-amis-du-marais")
    asker.founder(EMAIL)
    page = asker.browser.get(asker.confirm(EMAIL).url).content.decode()
    assert only().state == State.HELD
    assert "examinée" in page
    assert "Aucun numéro SIREN" in page


def test_a_held_request_tells_the_founder_and_every_operator(asker: Asker) -> None:
    making.make_user("operatrice@example.org", roles=[Role.OPERATOR])
    asker.commune("62498", "Ville de Lens", "lens", "maire.lens@gmail.com")
    asker.confirm("maire.lens@gmail.com")
    assert only().state == State.HELD or only().state == State.AWAITING_OFFICIAL
    if only().state == State.AWAITING_OFFICIAL:
        asker.post("adresse-officielle/sans/")
    assert only().state == State.HELD
    assert letters_to("maire.lens@gmail.com") == ["Votre demande est examinée"]
    assert letters_to("operatrice@example.org") == ["Une demande d’espace attend votre décision"]
    assert only().space is None


def test_an_authority_is_confirmed_by_its_own_domain(asker: Asker) -> None:
    asker.commune("62041", "Ville d’Arras", "arras-participe", "service@arras.fr")
    asker.confirm("service@arras.fr")
    assert only().state == State.ACCEPTED


def test_an_authority_may_prove_itself_by_a_second_code(asker: Asker) -> None:
    asker.commune("62041", "Ville d’Arras", "arras-participe", "jeanne@gmail.com")
    led = asker.confirm("jeanne@gmail.com")
    assert led.url == f"{START}adresse-officielle/"
    elsewhere = asker.post("adresse-officielle/", email="jeanne@lens.fr")
    assert elsewhere.status_code == 422
    assert "@arras.fr" in elsewhere.content.decode()
    asker.post("adresse-officielle/", email="accueil@arras.fr")
    wrong = asker.post("adresse-officielle/", code="000000")
    assert wrong.status_code == 422
    asker.post("adresse-officielle/", code=last_code("accueil@arras.fr"))
    assert only().state == State.ACCEPTED
    assert only().official_email == "accueil@arras.fr"


def test_the_code_to_the_official_address_says_who_asks(asker: Asker) -> None:
    asker.commune("62041", "Ville d’Arras", "arras-participe", "jeanne@gmail.com")
    asker.confirm("jeanne@gmail.com")
    asker.post("adresse-officielle/", email="accueil@arras.fr")
    text = " ".join(Email.objects.get(to="accueil@arras.fr").paragraphs)
    assert "jeanne@gmail.com" in text
    assert "Arras" in text


def test_the_name_of_a_town_asked_for_by_somebody_else_is_held(asker: Asker) -> None:
    asker.association("mairie-amiens")
    asker.confirm(EMAIL)
    assert only().state == State.HELD
    assert not Space.objects.filter(label="mairie-amiens").exists()


def test_a_disposable_address_is_held(asker: Asker) -> None:
    asker.association(email="x@yopmail.com")
    asker.confirm("x@yopmail.com")
    assert only().state == State.HELD


def test_the_founders_own_address_is_not_the_public_one(asker: Asker) -> None:
    asker.association()
    asker.confirm(EMAIL)
    space = only().space
    assert space is not None
    assert (space.founder_email, space.contact_email) == (EMAIL, "contact@marais.example.org")


def test_a_second_space_for_the_same_organisation_warns_then_is_held(asker: Asker) -> None:
    Space.objects.create(
        label="marais",
        name="Le Marais",
        kind="association",
        identifier="W595012345",
        state="active",
        is_listed=True,
        opened_at=timezone.now(),
    )
    asker.association()
    assert "a déjà un espace" in asker.get("nom/").content.decode()
    asker.confirm(EMAIL)
    assert only().state == State.HELD


@pytest.mark.parametrize("hidden", [{"is_listed": False, "opened_at": timezone.now()}, {"opened_at": None}])
def test_a_space_that_is_not_listed_or_not_open_is_not_told(asker: Asker, hidden: dict[str, Any]) -> None:
    Space.objects.create(
        label="marais", name="Caché", kind="association", identifier="W595012345", state="active", **hidden
    )
    asker.association()
    page = asker.get("nom/").content.decode()
    assert "Caché" not in page
    assert "a déjà un espace" not in page


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("lille", "déjà prise"),
        ("www", "réservé"),
        ("xn--80ak6aa92e", "tiret"),
        ("аdmin", "sans accent"),
        ("a", "de 3 à 40"),
        ("a" * 64, "de 3 à 40"),
        ("123456", "au moins une lettre"),
        ("-arras", "tiret"),
        ("les.amis", "lettres minuscules"),
        ("%s", "lettres minuscules"),
        ("🐸🐸🐸", "lettres minuscules"),
        ("", "Choisissez l’adresse"),
    ],
)
def test_an_address_that_cannot_be_is_refused_beside_its_field_with_others(
    asker: Asker, label: str, says: str
) -> None:
    asker.post("", kind="association")
    asker.post("organisation/", organisation="Les Amis du marais", number="W595012345")
    refused = asker.post("nom/", name="Les Amis", label=label)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert says in page
    assert 'name="use" value="les-amis-du-marais"' in page


def test_a_suggestion_takes_the_place_of_the_address_and_keeps_the_name(asker: Asker) -> None:
    asker.post("", kind="association")
    asker.post("organisation/", organisation="Les Amis du marais", number="W595012345")
    page = asker.post("nom/", name="Mon nom", label="www", use="les-amis-du-marais").content.decode()
    assert 'value="Mon nom"' in page
    assert 'value="les-amis-du-marais"' in page


@pytest.mark.parametrize("screen", ["nom/", "organisation/"])
def test_what_htmx_receives_is_part_of_the_page(asker: Asker, screen: str) -> None:
    asker.post("", kind="commune")
    if screen == "nom/":
        asker.post("organisation/", code="62041")
    asked = {"label": "arras-participe"} if screen == "nom/" else {"q": "arras"}
    whole = asker.get(screen, **asked).content.decode()
    part = asker.browser.get(f"{START}{screen}", asked, headers={"HX-Request": "true"}).content.decode().strip()
    assert "<html" not in part
    assert without_token(part) in without_token(whole)


def without_token(html: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)


def test_a_commune_is_found_by_its_name_postcode_or_number(asker: Asker) -> None:
    asker.post("", kind="commune")
    for typed in ("arras", "62000", "216200410"):
        assert "Arras" in asker.get("organisation/", q=typed).content.decode()


def test_a_code_of_no_authority_is_refused(asker: Asker) -> None:
    asker.post("", kind="commune")
    for code in ("99999", "x", ""):
        assert asker.post("organisation/", code=code).status_code == 422


def test_a_commune_that_is_not_precise_enough_is_asked_for(asker: Asker) -> None:
    asker.post("", kind="association")
    vague = asker.post("organisation/", organisation="Les Amis", number="W595012345", place="Saint")
    assert vague.status_code == 422
    assert "Quelle commune exactement" in vague.content.decode()
    again = asker.post("organisation/", organisation="Les Amis", number="W595012345", place="Saint", commune="62765")
    assert again.status_code in {302, 422}
