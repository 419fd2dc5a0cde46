"""An agent opens a space for a commune: found by its name, code received, space built, arrived signed in."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import Walker

pytestmark = pytest.mark.e2e
EMAIL = "service@arras.fr"  # the town hall's own domain: nobody has to decide


def read_in_preparation(stranger: Walker) -> None:
    """Come too early: the page says so, and leads the team to where it signs in."""
    assert stranger.status("http://arras-e2e.citoyens.test/") == 503
    stranger.reads("Espace en préparation")
    assert stranger.violations() == []
    stranger.follow("Se connecter")
    assert "/compte/connexion/" in stranger.page.url


def test_space_opened_from_the_apex(site: Site, opened: Opened) -> None:
    me = opened(1280)
    me.go("/")
    me.follow("Ouvrir")
    me.send("Continuer")
    me.choose("Une commune")
    me.send("Continuer")
    me.type("Nom, code postal ou numéro SIREN", "arras")
    me.press("Choisir Arras")
    me.page.wait_for_url("**/nom/")
    me.look()
    me.type("Nom de l’espace", "Arras participe")
    me.type("Adresse de l’espace", "arras-e2e")
    me.reads("est libre")
    me.send("Continuer")
    me.type("Votre nom public", "Camille, mairie d’Arras")
    me.type("Votre fonction", "secrétaire de mairie")
    me.type("Votre adresse e-mail", EMAIL)
    me.type("Adresse de contact de l’espace", "contact@arras.fr")
    me.tick("charte")
    me.send("Recevoir mon code")
    me.type("Code reçu", "000000")
    me.send("Confirmer")
    found = re.search(r"\b\d{6}\b", site.letters_to(EMAIL)[0].subject)
    assert found
    me.type("Code reçu", found[0])
    me.send("Confirmer")
    me.reads("Votre espace se construit")
    site.build_requested()
    me.reads("Votre espace est prêt")  # by itself: the page asks every two seconds
    me.look()
    me.send("Entrer dans mon espace")
    if me.page.get_by_role("button", name="Entrer").count():
        me.send("Entrer")
    assert me.page.url.startswith("http://arras-e2e.citoyens.test/")
    me.go("http://arras-e2e.citoyens.test/equipe/")
    expect(me.page.get_by_role("heading", level=1)).to_be_visible()
    me.reads("0 sur 5")
    read_in_preparation(opened(360))
    assert any("prêt" in letter.subject for letter in site.letters_to(EMAIL))
