"""An administrator makes the space their own: colour corrected before it is saved, font, banner, home page, menus."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.web import colours
from tenants.spaces.models import Space
from tests.e2e.conftest import Opened
from tests.e2e.walking import WIDTHS
from tests.platform_core.files.samples import picture

pytestmark = pytest.mark.e2e
SHOTS = os.environ.get("E2E_SHOTS", "")  # a folder, to keep pictures of the pages
ADMINISTRATOR = [Role.ADMINISTRATOR]
PALE, DARK = "#fff3a0", "#07010a"


@pytest.mark.parametrize("accent", [PALE, DARK])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_colour_is_shown_corrected_then_saved_and_every_page_stays_readable(
    town: Space, opened: Opened, person: Callable[..., User], width: int, accent: str
) -> None:
    me = opened(width, at=town, user=person("Adèle", ADMINISTRATOR))
    me.go("/equipe/identite/")
    me.page.get_by_label("Couleur", exact=True).fill(accent)
    expect(me.page.locator("#essai code").first).to_have_text(accent)
    expect(me.page.locator("#essai code").nth(1)).to_have_text(colours.corrected(accent))
    me.look()
    me.shoot(SHOTS, f"identite-{width}-{accent[1:]}")
    me.send("Enregistrer")
    me.reads("L’identité de l’espace est enregistrée")
    visitor = opened(width, at=town)
    visitor.go("/")
    visitor.shoot(SHOTS, f"accueil-{width}-{accent[1:]}")


@pytest.mark.parametrize("width", WIDTHS)
def test_without_script_the_same_is_tried_by_a_button(
    town: Space, opened: Opened, person: Callable[..., User], width: int
) -> None:
    me = opened(width, at=town, user=person("Basile", ADMINISTRATOR), script=False)
    me.page.goto(f"{me.home}/equipe/identite/")
    me.page.get_by_label("Couleur", exact=True).fill(PALE)
    me.page.get_by_role("button", name="Prévisualiser").click()
    expect(me.page.locator("#essai code").nth(1)).to_have_text(colours.corrected(PALE))
    expect(me.page.get_by_role("link", name="Voir la page d’accueil ainsi")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_banner_home_page_menus_languages_and_ways_to_take_part(
    town: Space, opened: Opened, person: Callable[..., User], width: int
) -> None:
    me = opened(width, at=town, user=person("Chloé", ADMINISTRATOR))
    me.go("/equipe/identite/banniere/")
    content = {"name": "deule.jpg", "mimeType": "image/jpeg", "buffer": picture("JPEG", size=(1400, 420))}
    me.page.locator("input[type=file]").set_input_files(content)  # type: ignore[arg-type]  # a file as Playwright takes it
    me.type("Ce que montre l’image", "La Deûle au printemps")
    me.send("Enregistrer l’image")
    me.go("/equipe/page-d-accueil/")
    me.press("Descendre En ce moment")
    first = me.page.locator("[data-reorder] > li").first
    expect(first).to_contain_text("Bientôt")
    me.shoot(SHOTS, f"blocs-{width}")
    me.send("Enregistrer")
    me.reads("La page d’accueil est enregistrée")
    me.go("/equipe/menus/")
    me.shoot(SHOTS, f"menus-{width}")
    me.type("Nom affiché", "Le site de la ville")
    me.type("Ou une adresse extérieure", "https://www.example.org/")
    me.send("Enregistrer les menus")
    me.go("/equipe/langues-et-heure/")
    me.shoot(SHOTS, f"langues-{width}")
    me.go("/equipe/facons-de-participer/")
    me.shoot(SHOTS, f"facons-{width}")
    visitor = opened(width, at=town)
    visitor.go("/")
    expect(visitor.page.get_by_alt_text("La Deûle au printemps")).to_be_visible()
    visitor.shoot(SHOTS, f"accueil-banniere-{width}")
