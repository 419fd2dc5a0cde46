"""From nothing to the results: a commune opens its space, consults, people take part, are told, the team takes the file away."""

from __future__ import annotations

import re
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from consultations.capabilities.exports.making import make_export
from consultations.capabilities.exports.models import Export
from tenants.spaces.models import Space
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.test_consulting import complete_pages
from tests.e2e.walking import Walker

pytestmark = pytest.mark.e2e
AGENT = "mairie@lievin.fr"  # the town hall's own domain: nobody has to decide
RESIDENT = "lou@example.org"
NEIGHBOUR = "sacha@example.org"
CONSULTATION = "Le parc de demain"
IDEA = "Des bancs sous les tilleuls"


def code_sent(site: Site, address: str, at: Space | None = None) -> str:
    """Return the code of the last letter to someone."""
    found = re.search(r"\d{4}\s?\d{2,4}", site.letters_to(address, at=at)[0].subject)
    assert found
    return re.sub(r"\s", "", found[0])


def open_space(site: Site, me: Walker) -> Space:
    """Open the space of a commune, from the first page of the apex."""
    me.go("/ouvrir-un-espace/")
    me.choose("Une commune")
    me.send("Continuer")
    me.type("Nom, code postal ou numéro SIREN", "liévin")
    me.press("Choisir Liévin")
    me.page.wait_for_url("**/nom/")
    me.type("Nom de l’espace", "Liévin participe")
    me.type("Adresse de l’espace", "lievin-e2e")
    me.send("Continuer")
    me.type("Votre nom public", "Camille, mairie")
    me.type("Votre fonction", "secrétaire de mairie")
    me.type("Votre adresse e-mail", AGENT)
    me.type("Adresse de contact de l’espace", "contact@lievin.fr")
    me.tick("charte")
    me.send("Recevoir mon code")
    me.type("Code reçu", code_sent(site, AGENT))
    me.send("Confirmer")
    site.build_requested()
    me.reads("Votre espace est prêt")
    me.send("Entrer dans mon espace")
    if me.page.get_by_role("button", name="Entrer").count():
        me.send("Entrer")
    me.home = "http://lievin-e2e.citoyens.test"
    assert me.page.url.startswith(me.home)
    built: Space = site.do(lambda: Space.objects.get(name="Liévin participe"))
    return built


def open_to_all(me: Walker, stranger: Walker) -> None:
    """Do the first steps that opening waits for, then open; nobody else sees anything before."""
    me.go("/equipe/")
    me.reads("0 sur 5")
    me.reads("vous seuls le voyez")
    assert stranger.status(f"{me.home}/") == 503
    stranger.reads("Espace en préparation")
    me.follow("Voir ce qui manque")
    me.reads("Directrice ou directeur de la publication")
    complete_pages(me)
    me.go("/equipe/")
    me.reads("1 sur 5")
    me.follow("Ouvrir au public")
    me.send("Ouvrir au public")
    me.reads("Votre espace est ouvert au public")
    assert stranger.status(f"{me.home}/") == 200


def consult(me: Walker) -> None:
    """Make a consultation from the template that has a survey and proposals, and publish it."""
    me.go("/equipe/concertations/nouvelle/")
    me.type("Titre de la concertation", CONSULTATION)
    me.choose(me.page.locator("label", has_text=re.compile("^\\s*Concertation thématique")).inner_text().strip())
    me.reach(me.field("Premier jour de la concertation")).fill(timezone.localdate().isoformat())
    me.send("Créer le brouillon")
    me.type("Organisme", "Ville de Liévin")
    me.send("Enregistrer et continuer")
    me.type("Ce que la concertation doit produire", "Le plan du parc, voté en conseil.")
    me.type("Qui répondra aux participants", "L’adjoint aux espaces verts")
    me.reach(me.field("Au plus tard le")).fill((timezone.localdate() + timedelta(days=200)).isoformat())
    me.send("Enregistrer et continuer")
    me.type("La question posée", "De quoi le parc a-t-il besoin ?")
    me.send("Enregistrer et continuer")
    me.send("Enregistrer et continuer")
    me.follow("Terminer et relire")
    overview = me.page.url
    me.go(overview)
    me.follow("Publier")
    me.send("Publier la concertation")
    me.reads("La concertation est publiée")


def arrive(site: Site, me: Walker, at: Space, address: str, name: str) -> None:
    """Come with nothing but an address, from the page where one wants to take part."""
    me.go("/")
    me.follow("Déposer une proposition")
    if me.page.get_by_role("link", name="Déposer une proposition").count():
        me.follow("Déposer une proposition")
    me.follow("Créer un compte")
    me.type("Adresse e-mail", address)
    me.type("Nom public", name)
    me.tick("J’accepte la charte de participation")
    me.send("Créer mon compte")
    me.type("Code reçu par e-mail", code_sent(site, address, at))
    me.send("Confirmer")


def answer_survey(me: Walker) -> None:
    """Answer what is required, check, send."""
    me.go("/")
    me.follow("Répondre à l’enquête")
    me.follow("Répondre à l’enquête")
    me.choose("habitante ou habitant")
    me.send("Suivant")
    me.choose("3")
    me.send("Vérifier mes réponses")
    me.send("Envoyer mes réponses")
    me.reads("vos réponses sont enregistrées")


def take_away(site: Site, me: Walker, at: Space) -> dict[str, str]:
    """Ask for the export, wait for the worker, download it; returns its texts by name."""
    me.go("/equipe/concertations/")
    me.follow(CONSULTATION)
    me.follow("Exporter ce qui a été dit")
    me.tick("CSV")
    me.send("Préparer l’export")

    def build() -> None:
        assert make_export(Export.objects.latest("pk").pk)

    site.do(build, at=at)
    with me.page.expect_download() as waited:
        me.press("Télécharger", role="link")
    with zipfile.ZipFile(waited.value.path()) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist() if name.endswith(".csv")}


def test_from_opening_a_space_to_its_results(site: Site, opened: Opened) -> None:
    agent = opened(1280)
    space = open_space(site, agent)
    open_to_all(agent, opened(360))
    consult(agent)
    resident, neighbour = opened(360, space), opened(1280, space)
    arrive(site, resident, space, RESIDENT, "Lou")
    resident.type("Titre", IDEA)
    resident.type("Votre proposition", "Il fait trop chaud pour y rester l’été.")
    resident.page.get_by_label("Thème").select_option(index=1)
    resident.send("Publier ma proposition")
    expect(resident.page.get_by_role("heading", level=1)).to_have_text(IDEA)
    address = resident.page.url
    answer_survey(resident)
    arrive(site, neighbour, space, NEIGHBOUR, "Sacha")
    neighbour.go(address)
    neighbour.press("Soutenir")
    expect(neighbour.page.get_by_text("1 soutien").first).to_be_visible()
    neighbour.type("Votre commentaire", "Et une fontaine !")
    neighbour.press("Envoyer mon commentaire")
    neighbour.reads("Et une fontaine !")
    site.work_off(at=space)
    subjects = [one.subject for one in site.letters_to(RESIDENT, at=space)]
    assert any(IDEA in subject for subject in subjects), subjects
    resident.go("/notifications/")
    resident.follow(f"Nouveau commentaire sur votre contribution « {IDEA} »")
    resident.reads("Et une fontaine !")
    files = take_away(site, agent, space)
    said = "\n".join(files.values())
    assert IDEA in said
    assert "Et une fontaine !" in said
    assert "habitante ou habitant" in said
    assert RESIDENT not in said
