"""The space's language, unless the person chose another."""

from __future__ import annotations

import pytest

from tenants.spaces.models import Space
from tests import making


def test_the_browser_s_language_decides_nothing(space: Space, visit: making.Visit) -> None:
    answer = visit().get("/concertations/", headers={"accept-language": "en"})
    assert '<html lang="fr">' in answer.content.decode()
    assert answer["Content-Language"] == "fr"


def test_a_chosen_language_is_kept(space: Space, visit: making.Visit) -> None:
    browser = visit()
    answer = browser.get("/langue/en/?retour=/concertations/%3Fquand%3Dopen")
    assert answer["Location"] == "/concertations/?quand=open"
    assert '<html lang="en">' in browser.get("/concertations/").content.decode()


@pytest.mark.parametrize(
    "back",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example", "javascript:alert(1)", ""],
)
def test_choosing_leads_nowhere_else(space: Space, visit: making.Visit, back: str) -> None:
    assert visit().get("/langue/en/", {"retour": back})["Location"] == "/"


def test_a_language_that_is_not_offered_does_not_exist(space: Space, visit: making.Visit) -> None:
    answer = visit().get("/langue/xx/")
    assert answer.status_code == 404
    assert not answer.cookies


def test_the_foot_of_the_page_leads_back_to_it(space: Space, visit: making.Visit) -> None:
    page = visit().get("/concertations/?quand=open").content.decode()
    assert 'href="/langue/en/?retour=/concertations/%3Fquand%3Dopen"' in page
