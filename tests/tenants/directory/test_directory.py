"""The public directory: what is found, what is never shown, what it costs; the platform's other pages."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenants.directory.content import loader
from tenants.directory.content.loader import legal_text
from tenants.directory.queries import figures, listed_spaces
from tenants.spaces.models import Space
from tests import making
from tests.typography import faults_in

ARRAS, LENS, LILLE, ROUBAIX = "62041", "62498", "59350", "59512"
MEL, NORD, REGION = "200093201", "225900018", "200053742"
PAGES = ["/", "/espaces/", "/pages/charte/", "/pages/mentions-legales/", "/pages/confidentialite/"]


def listed(label: str, **facts: Any) -> Space:
    known: dict[str, Any] = {
        "name": label.title(),
        "kind": "commune",
        "organisation": label.title(),
        "state": "active",
    }
    known["opened_at"] = timezone.now()
    space: Space = Space.objects.create(label=label, **{**known, **facts})
    return space


@pytest.fixture
def found(platform: None) -> None:
    """Take the place of the spaces of the session: only those below count."""
    Space.objects.update(is_listed=False)
    listed("arras", name="Ville d’Arras", insee=ARRAS, postcode="62000", latitude=50.29, longitude=2.77)
    listed("mel", name="Métropole européenne", kind="epci", identifier=MEL, latitude=50.63, longitude=3.06)
    listed("amis", name="Les Amis du Marais", kind="association", insee=ARRAS, postcode="62000")
    listed("ecole", name="École de l’Hôtel-de-Ville", kind="other")
    listed("region-hdf", name="Région Hauts-de-France", kind="region", identifier=REGION)


def labels(**asked: str) -> list[str]:
    return [space.label for space in listed_spaces(**asked)]


def get(path: str, **asked: str) -> Any:
    return making.operator_browser().get(path, asked)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "arras"}, ["amis", "arras"]),
        ({"q": "ARRAS "}, ["amis", "arras"]),
        ({"q": "62000"}, ["amis", "arras"]),
        ({"q": "marais amis"}, ["amis"]),
        ({"q": "ecole hotel de ville"}, ["ecole"]),
        ({"q": "Roubaix"}, ["mel"]),
        ({"q": "59100"}, ["mel"]),
        ({"kind": "association"}, ["amis"]),
        ({"q": "arras", "kind": "commune"}, ["arras"]),
        ({"q": "zzzz"}, []),
        ({"kind": "inconnu"}, ["ecole", "amis", "mel", "region-hdf", "arras"]),
        ({"commune": ARRAS}, ["arras", "amis", "region-hdf"]),
        ({"commune": ROUBAIX}, ["mel", "region-hdf"]),
        ({}, ["ecole", "amis", "mel", "region-hdf", "arras"]),
    ],
)
def test_a_search_finds(found: None, asked: dict[str, str], expected: list[str]) -> None:
    assert labels(**asked) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        {"is_listed": False},
        {"opened_at": None},
        {"state": "suspended"},
        {"state": "provisioning"},
        {"state": "deleted"},
    ],
)
def test_what_is_not_open_or_not_listed_is_nowhere(found: None, hidden: dict[str, Any]) -> None:
    listed("cache", name="Espace caché", insee=LENS, latitude=50.4, longitude=2.8, **hidden)
    before = figures().spaces
    for path, asked in [("/", {}), ("/espaces/", {}), ("/espaces/", {"q": "caché"}), ("/espaces/", {"commune": LENS})]:
        assert "Espace caché" not in get(path, **asked).content.decode()
    assert before == 5


def test_figures_count_the_communes_of_intercommunalities_once(found: None) -> None:
    alone = figures().communes
    listed("roubaix", insee=ROUBAIX)
    assert figures().communes == alone
    listed("lens", insee=LENS)
    assert figures().communes == alone + 1
    assert figures().associations == 2


@pytest.mark.parametrize("path", ["/", "/espaces/"])
def test_a_page_costs_the_same_with_more_spaces(found: None, path: str) -> None:
    costs = []
    for batch in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert get(path).status_code == 200
        costs.append(len(seen))
        for number in range(3):
            listed(f"autre-{batch}-{number}", latitude=50.1, longitude=2.1)
    assert costs[0] == costs[1]
    assert costs[0] <= 7


def test_the_list_has_pages_and_the_map_has_all(found: None) -> None:
    for number in range(60):
        listed(f"autre-{number:02}", latitude=50.1, longitude=2.1)
    page = get("/espaces/").content.decode()
    assert page.count("card__title") == 24
    assert 'rel="next"' in page
    assert len(points(page)) == 62
    assert get("/espaces/", page="3").content.decode().count("card__title") == 17
    assert get("/espaces/", page="999").status_code == 200


def points(page: str) -> list[dict[str, Any]]:
    found = re.search(r'data-points="([^"]*)"', page)
    assert found
    read: list[dict[str, Any]] = json.loads(unescape(found[1]))
    return read


def test_nothing_found_leads_to_opening_a_space(found: None) -> None:
    page = get("/espaces/", q="zzzz").content.decode()
    assert "Aucun espace ne répond" in page
    assert "/ouvrir-un-espace/" in page


@pytest.mark.parametrize("q", ["%", "_", "'", '"><script>', "\x00", "a" * 500, "🐸"])
def test_strange_searches_are_answered(found: None, q: str) -> None:
    answer = get("/espaces/", q=q)
    assert answer.status_code == 200
    assert '<script>"' not in answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_answer_and_lead_to_the_legal_ones(platform: None, path: str) -> None:
    page = get(path)
    assert page.status_code == 200
    html = page.content.decode()
    assert html.count("<h1") == 1
    for legal in PAGES[2:]:
        assert f'href="{legal}"' in html


def test_accessibility_is_said_honestly(platform: None) -> None:
    assert "non conforme" in get("/pages/accessibilite/").content.decode()
    assert "Accessibilité : non conforme" in get("/").content.decode()


def test_legal_pages_say_what_this_installation_has_not_said() -> None:
    known = {"operateur_nom": "Le collectif *des* Hauts", "operateur_contact": "contact@example.org"}
    text = legal_text("mentions-legales", known)
    assert "Le collectif \\*des\\* Hauts" in text.body
    assert "hebergeur_nom" in text.blanks
    assert "[[" not in text.body


def test_legal_pages_follow_french_typography() -> None:
    assert faults_in(Path(loader.__file__).parent) == []


def test_a_search_by_place_leads_to_all_that_concerns_its_inhabitants(found: None) -> None:
    assert f'href="?commune={ARRAS}"' in get("/espaces/", q="arras").content.decode()
    page = get("/espaces/", commune=ARRAS).content.decode()
    assert "Région Hauts-de-France" in page
    assert "du plus proche au plus large" in page


def test_the_charter_in_force_is_public(platform: None) -> None:
    page = get("/pages/charte/").content.decode()
    assert "réciprocité" in page
    assert "Version 1" in page


def test_robots_are_told_where_to_go(platform: None) -> None:
    robots = get("/robots.txt").content.decode()
    assert "Disallow: /operateur/" in robots
    sitemap = re.search(r"Sitemap: (\S+)", robots)
    assert sitemap
    urls = [one.text for one in ET.fromstring(get("/sitemap.xml").content).iter() if one.tag.endswith("loc")]  # noqa: S314 (our own text)
    assert any(url and url.endswith("/commun/") for url in urls)
    for url in urls:
        assert url
        assert get("/" + url.split("/", 3)[3]).status_code == 200
