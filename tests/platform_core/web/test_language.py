"""The space's language, unless the person chose another."""

from __future__ import annotations

from tenants.spaces.models import Space
from tests import making


def test_the_browser_s_language_decides_nothing(space: Space, visit: making.Visit) -> None:
    answer = visit().get("/concertations/", headers={"accept-language": "en"})
    assert '<html lang="fr">' in answer.content.decode()
    assert answer["Content-Language"] == "fr"


def test_a_chosen_language_is_kept(space: Space, visit: making.Visit) -> None:
    browser = visit()
    answer = browser.post("/langue/", {"language": "en", "next": "/concertations/"})
    assert answer["Location"] == "/concertations/"
    assert '<html lang="en">' in browser.get("/concertations/").content.decode()


def test_choosing_leads_nowhere_else(space: Space, visit: making.Visit) -> None:
    answer = visit().post("/langue/", {"language": "en", "next": "https://evil.example/"})
    assert "evil" not in answer["Location"]
