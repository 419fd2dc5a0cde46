"""Links in the menus, languages offered, time zone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from platform_core.accounts.models import User
from platform_core.background.tasks import DEFAULT
from platform_core.mail.models import Email
from platform_core.notifications.models import Notification
from platform_core.outbox.relay import deliver_due
from platform_core.pages.models import Page
from tenants.brand.links import MOST, is_allowed, read_links
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.accounts.counting import MOST as QUERIES
from tests.platform_core.accounts.counting import queries

MENUS = "/equipe/menus/"
LOCALE = "/equipe/langues-et-heure/"
CITY = {"label": "Le site de la ville", "outside": "https://www.lille.fr/", "menu": "space"}


def row(space: Space) -> Space:
    with making.in_platform():
        found: Space = Space.objects.get(pk=space.pk)
    return found


def lines(*links: dict[str, Any], **others: str) -> dict[str, Any]:
    data: dict[str, Any] = {"links-TOTAL_FORMS": len(links), "links-INITIAL_FORMS": 0, **others}
    for number, link in enumerate(links):
        data |= {f"links-{number}-{name}": value for name, value in link.items()}
    return data


@pytest.fixture
def browser(administrator: User, visit: making.Visit) -> Client:
    return visit(administrator)


@pytest.mark.parametrize("path", [MENUS, LOCALE])
def test_only_administrators_enter(path: str, moderator: User, resident: User, visit: making.Visit) -> None:
    assert visit().get(path).status_code == 302
    assert visit(resident).get(path).status_code == 403
    assert visit(moderator).post(path, {}).status_code == 403


def test_links_are_shown_in_their_menu_in_order(space: Space, browser: Client, visit: making.Visit) -> None:
    Page.objects.create(slug="equipe-municipale", title="L’équipe", body="…", is_complete=True)
    inside = {"label": "Qui sommes-nous", "inside": "/pages/equipe-municipale/", "menu": "space_legal"}
    answer = browser.post(MENUS, lines({**CITY, "place": 2}, {**inside, "place": 1}, {"menu": "space"}))
    assert answer.status_code == 302
    assert [link["label"] for link in row(space).menu_links] == ["Qui sommes-nous", "Le site de la ville"]
    page = visit().get("/concertations/").content.decode()
    assert page.index("Le site de la ville") < page.index("<main") < page.index("Qui sommes-nous")
    assert "Mentions légales" in page


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ({**CITY, "outside": "http://www.lille.fr/"}, "commencer par https://"),
        ({**CITY, "outside": "javascript:alert(1)"}, "commencer par https://"),
        ({**CITY, "outside": "//evil.example"}, "commencer par https://"),
        ({**CITY, "outside": "https://moi:secret@lille.fr/"}, "commencer par https://"),
        ({**CITY, "label": ""}, "nom court"),
        ({**CITY, "outside": ""}, "l’une des deux"),
        ({**CITY, "inside": "/ailleurs/"}, "une des réponses proposées"),
    ],
)
def test_a_bad_link_is_refused_and_kept_in_the_form(
    space: Space, browser: Client, link: dict[str, Any], said: str
) -> None:
    answer = browser.post(MENUS, lines(link))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert link["label"] in answer.content.decode()
    assert row(space).menu_links == []


def test_too_many_links_are_refused(space: Space, browser: Client) -> None:
    assert browser.post(MENUS, lines(*[CITY] * (MOST + 1))).status_code == 422
    assert browser.post(MENUS, lines(*[CITY] * MOST)).status_code == 302
    assert len(row(space).menu_links) == MOST


def test_the_second_to_save_the_menus_is_told(space: Space, browser: Client) -> None:
    seen = browser.get(MENUS).context["seen"]
    browser.post(MENUS, lines(CITY, seen=seen))
    answer = browser.post(MENUS, lines({**CITY, "label": "Autre"}, seen=seen))
    assert answer.status_code == 422
    assert [link["label"] for link in row(space).menu_links] == ["Le site de la ville"]


@pytest.mark.parametrize(
    "kept",
    [
        {"label": "x"},
        [{"label": "x", "url": "javascript:alert(1)", "menu": "space"}],
        [{"label": "x", "url": "https://lille.fr/"}],
        [{"label": 3, "url": "https://lille.fr/", "menu": "space"}],
        "texte",
        [None],
        None,
    ],
)
def test_a_corrupt_menu_takes_no_page_down(space: Space, visit: making.Visit, kept: object) -> None:
    assert read_links(kept) == []
    if kept is not None:
        with making.in_platform():
            Space.objects.filter(pk=space.pk).update(menu_links=kept)
    assert visit().get("/").status_code == 200


@pytest.mark.parametrize("url", ["/pages/x/", "https://lille.fr", "https://lille.fr/a?b=c#d"])
def test_addresses_that_are_allowed(url: str) -> None:
    assert is_allowed(url)


def test_menus_cost_no_statement(browser: Client, visit: making.Visit) -> None:
    before = queries(visit(), "/concertations/")
    browser.post(MENUS, lines(CITY, CITY, CITY))
    assert queries(visit(), "/concertations/") == before
    assert queries(browser, MENUS) <= QUERIES


def test_a_language_is_offered_or_not(space: Space, browser: Client, visit: making.Visit, other_space: Space) -> None:
    assert "/langue/en/" in visit().get("/").content.decode()
    english = visit()
    english.get("/langue/en/")
    assert browser.post(LOCALE, {"languages": [], "time_zone": "Europe/Paris"}).status_code == 302
    assert "/langue/en/" not in visit().get("/").content.decode()
    assert visit().get("/langue/en/").status_code == 404
    assert '<html lang="fr">' in english.get("/").content.decode()
    assert "/langue/en/" in visit(at=other_space).get("/").content.decode()
    browser.post(LOCALE, {"languages": ["en"], "time_zone": "Europe/Paris"})
    assert row(space).languages == ["en"]


def test_dates_follow_the_time_zone_and_instants_stay(space: Space, browser: Client) -> None:
    step = making.make_step(making.make_consultation(), "")
    answer = browser.post(LOCALE, {"languages": ["en"], "time_zone": "America/Martinique"}, follow=True)
    assert "gardent leurs instants" in answer.content.decode()
    assert row(space).time_zone == "America/Martinique"
    before = step.closes_at
    step.refresh_from_db()
    assert step.closes_at == before


def test_the_rest_of_the_team_is_told_of_another_clock(browser: Client, administrator: User, moderator: User) -> None:
    browser.post(LOCALE, {"languages": ["en"], "time_zone": "Europe/Paris"})
    deliver_due(DEFAULT)
    assert not Notification.objects.exists()
    browser.post(LOCALE, {"languages": ["en"], "time_zone": "America/Martinique"})
    deliver_due(DEFAULT)
    told = Notification.objects.get(recipient=moderator)
    assert not Notification.objects.filter(recipient=administrator).exists()
    assert told.facts == {"before": "Europe/Paris", "after": "America/Martinique"}
    assert Email.objects.filter(to=moderator.email).count() == 1


@pytest.mark.parametrize("data", [{"time_zone": "Mars/Olympus"}, {"time_zone": ""}, {"languages": ["xx"]}])
def test_unknown_zones_and_languages_are_refused(space: Space, browser: Client, data: dict[str, Any]) -> None:
    assert browser.post(LOCALE, {"languages": ["en"], "time_zone": "Europe/Paris", **data}).status_code == 422
    assert row(space).time_zone == "Europe/Paris"
