"""Someone who programs: makes a token with the keyboard alone, calls with it, closes it; reads the documentation."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any

import pytest
from playwright.sync_api import expect

from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import WIDTHS

pytestmark = pytest.mark.e2e
PICTURES = os.environ.get("PICTURES", "")  # a folder for those who want to look


def called(site: Site, space: Space, secret: str) -> tuple[int, Any]:
    """Call the API with a token, as another machine does."""
    connection = HTTPConnection("127.0.0.1", site.port, timeout=30)
    connection.request("GET", "/api/v1/me/", headers={"Host": space.host, "Authorization": f"Bearer {secret}"})
    answer = connection.getresponse()
    said = answer.status, json.loads(answer.read())
    connection.close()
    return said


@pytest.mark.parametrize("width", WIDTHS)
def test_a_token_is_made_used_and_closed(
    site: Site, town: Space, opened: Opened, person: Callable[..., User], width: int
) -> None:
    me = opened(width, town, person("Camille"))
    me.go("/compte/jetons/")
    me.shoot(PICTURES, f"jetons-vide-{width}")
    me.follow("Créer un jeton")
    me.type("Nom du jeton", "")
    me.send("Créer le jeton")
    me.reads("Donnez un nom au jeton")
    me.shoot(PICTURES, f"jetons-erreur-{width}")
    me.type("Nom du jeton", "Site de la mairie")
    me.send("Créer le jeton")
    me.shoot(PICTURES, f"jetons-montre-{width}")
    secret = me.page.locator("code.secret").inner_text()
    assert re.fullmatch(r"cec_[\w-]{43}", secret)
    assert called(site, town, secret)[1]["token"]["name"] == "Site de la mairie"
    me.follow("J’ai copié le jeton")
    assert secret not in me.page.content()
    me.shoot(PICTURES, f"jetons-liste-{width}")
    me.follow("Fermer « Site de la mairie »")
    me.shoot(PICTURES, f"jetons-fermer-{width}")
    me.send("Fermer le jeton")
    me.reads("il ne permet plus rien")
    assert called(site, town, secret)[0] == 401


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("where", ["space", "apex"])
def test_the_documentation_is_read_and_tried_without_the_network(
    town: Space, opened: Opened, width: int, where: str
) -> None:
    me = opened(width, town if where == "space" else None)
    asked: list[str] = []
    me.page.on("request", lambda request: asked.append(request.url))
    me.go("/api/v1/docs/")
    me.page.locator("#api-docs .opblock-tag").first.wait_for()
    me.look()
    me.shoot(PICTURES, f"docs-{where}-{width}")
    summary = me.reach(me.page.locator("details.disclosure summary").first)
    me.page.keyboard.press("Enter")
    assert summary.locator("xpath=..").get_attribute("open") is not None
    me.page.locator("#api-docs .opblock-tag").first.click()
    me.page.locator("#api-docs .opblock").first.wait_for()
    me.look()
    me.shoot(PICTURES, f"docs-{where}-ouvert-{width}")
    assert [url for url in asked if not url.startswith((me.home, "data:"))] == []


def test_the_documentation_is_whole_without_javascript(town: Space, opened: Opened) -> None:
    me = opened(360, town, script=False)
    me.page.goto(f"{me.home}/api/v1/docs/")
    me.reads("Lister les contributions")
    expect(me.page.locator("noscript p")).to_be_visible()
