"""Initiatives through the pages: show, find on cards and map, edit."""

from __future__ import annotations

import pytest
from django.test.utils import CaptureQueriesContext

from consultations.modalities.initiatives.exports import columns, lines
from consultations.modalities.initiatives.models import Initiative
from consultations.process.models import Contribution, Step
from platform_core.accounts.models import User
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tests import making


@pytest.fixture
def step(space: Space) -> Step:
    return making.make_step(making.make_consultation(), "initiatives")


def typed(step: Step, **fields: object) -> dict[str, object]:
    return {
        "title": "Le vélo-école du jeudi",
        "body": "On apprend à rouler en ville.",
        "theme": step.consultation.themes.get().pk,
        "carried_by": "Droit au vélo",
        "audience": "Adultes débutants",
        "commune": "59350",
        "contact_email": "contact@example.org",
        "website": "https://example.org/velo",
        "transposable": "Il faut dix vélos et une cour.",
        **fields,
    }


def initiative(step: Step, author: User | None = None, **fields: object) -> Contribution:
    one = making.make_contribution(step, author, kind="initiative", **fields)
    Initiative.objects.create(
        contribution=one, carried_by="Droit au vélo", audience="Tous", contact_email="c@example.org"
    )
    return one


def test_showing_an_initiative(step: Step, resident: User, visit: making.Visit) -> None:
    answer = visit(resident).post(f"/initiatives/etape/{step.pk}/deposer/", typed(step), follow=True)
    page = answer.content.decode()
    one = Initiative.objects.get()
    for words in (
        "Le vélo-école du jeudi",
        "Droit au vélo",
        "Adultes débutants",
        "Il faut dix vélos",
        "mailto:contact@example.org",
    ):
        assert words in page
    assert one.contribution.place == "Lille"
    assert "Le vélo-école du jeudi" in visit().get(f"/initiatives/etape/{step.pk}/").content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"carried_by": ""}, "Dites qui porte"),
        ({"audience": ""}, "Dites à qui"),
        ({"website": "javascript:alert(1)"}, "adresse"),
        ({"contact_email": "pas une adresse"}, "adresse"),
    ],
)
def test_a_refused_form_says_why(
    step: Step, resident: User, visit: making.Visit, fields: dict[str, str], words: str
) -> None:
    answer = visit(resident).post(f"/initiatives/etape/{step.pk}/deposer/", typed(step, **fields))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Initiative.objects.exists()


def test_editing_shows_and_keeps_all_fields(step: Step, resident: User, visit: making.Visit) -> None:
    browser = visit(resident)
    browser.post(f"/initiatives/etape/{step.pk}/deposer/", typed(step))
    one = Initiative.objects.get()
    form = browser.get(f"/initiatives/{one.pk}/modifier/").content.decode()
    for words in ("Droit au vélo", "Il faut dix vélos", "https://example.org/velo", "Lille"):
        assert words in form
    browser.post(f"/initiatives/{one.pk}/modifier/", typed(step, audience="Tout le monde", commune="Lille"))
    one.refresh_from_db()
    assert one.audience == "Tout le monde"


def test_the_transposable_filter(step: Step, visit: making.Visit) -> None:
    initiative(step, title="Sans rien à reprendre")
    other = initiative(step, title="À reprendre partout")
    Initiative.objects.filter(pk=other.pk).update(transposable="Tout.")
    page = visit().get(f"/initiatives/etape/{step.pk}/", {"transposable": "on"}).content.decode()
    assert "1\xa0initiative<" in page
    assert "À reprendre partout" in page


def test_contacts_are_apart_in_exports(step: Step) -> None:
    initiative(step)
    personal = {column.name for column in columns(step) if column.personal}
    assert personal == {"contact_name", "contact_email", "contact_phone"}
    assert len(next(lines(step))) == len(columns(step))


def test_pages_cost_the_same_at_one_and_at_many(step: Step, resident: User, visit: making.Visit) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    browser, address = visit(resident), f"/initiatives/etape/{step.pk}/"
    one = initiative(step, insee="80021", place="Amiens", latitude=49.9, longitude=2.3)
    few, page = cost(address), cost(f"/initiatives/{one.pk}/")
    for i in range(4):
        initiative(
            step, making.make_user(f"i{i}@example.org"), insee="59350", place="Lille", latitude=50.6, longitude=3.0
        )
    assert cost(address) == few <= 12
    assert cost(f"/initiatives/{one.pk}/") == page <= 15
