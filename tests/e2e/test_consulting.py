"""An agent makes a first consultation from a template, completes what is missing, publishes, extends, closes; keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from consultations.modalities.surveys.models import Question
from consultations.process.content.loader import load_templates
from consultations.process.models import Consultation, State, Step
from consultations.process.operations.drafting import create_consultation
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import Walker

pytestmark = pytest.mark.e2e
TITLE = "Vos déplacements de tous les jours"
REQUIRED = ("mentions-legales", "confidentialite", "charte-participation", "accessibilite")
REASON = "La navette commence plus tard que prévu."


def in_days(days: int) -> str:
    """Return a day as a date field takes it."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def write_ingredients(me: Walker) -> str:
    """Fill the five pages of the wizard, the way the buttons lead; returns the address of the overview."""
    me.type("Organisme", "Ville de Seclin")
    me.send("Enregistrer et continuer")
    me.type("Ce que la concertation doit produire", "De nouveaux horaires de navette.")
    me.send("Enregistrer et continuer")  # who answers, by when: forgotten for now
    me.type("La question posée", "Quand et pourquoi vous déplacez-vous ?")
    me.send("Enregistrer et continuer")  # the calendar and the questions come from the template
    me.send("Enregistrer et continuer")
    me.follow("Terminer et relire")
    return me.page.url


def complete_pages(me: Walker) -> None:
    """Answer once to what the legal pages leave blank, then say of each that it was read."""
    me.go("/equipe/pages/a-completer/")
    for field in me.page.locator("main input[type=text]").all():
        me.reach(field)
        me.page.keyboard.insert_text("Mairie de Seclin")
    me.send("Inscrire dans les pages")
    for slug in REQUIRED:
        me.page.goto(f"{me.home}/equipe/pages/{slug}/")
        me.tick("J’ai relu cette page")
        with me.page.expect_navigation():
            me.press("Enregistrer")


def begin(me: Walker) -> None:
    """Ask for a draft made from a template; without a title it is refused."""
    me.go("/equipe/concertations/nouvelle/")
    me.send("Créer le brouillon")
    expect(me.page.locator("[data-error-summary]")).to_be_focused()
    me.type("Titre de la concertation", TITLE)
    me.choose(me.page.locator("label", has_text=re.compile("^\\s*Enquête –")).inner_text().strip())
    me.send("Créer le brouillon")


def extend(me: Walker) -> None:
    """Move the end of the only step; without a reason it is refused."""
    me.follow("Prolonger")
    me.reach(me.field("Nouveau dernier jour")).fill(in_days(120))
    me.send("Prolonger l’étape")
    assert me.page.title().startswith("Erreur")
    me.type("Pourquoi prolonger", REASON)
    me.send("Prolonger l’étape")


def test_first_consultation_from_template_to_closed(
    site: Site, opened: Opened, town: Space, person: Callable[..., User]
) -> None:
    me, passer_by = opened(1280, town, person("Administration", [Role.ADMINISTRATOR])), opened(360, town)
    begin(me)
    overview = write_ingredients(me)
    me.follow("Publier")
    me.reads("Il manque 6 choses avant de publier")
    me.follow("Qui répondra aux participants.")
    me.type("Qui répondra aux participants", "L’adjointe aux mobilités")
    me.reach(me.field("Au plus tard le")).fill(in_days(200))
    me.send("Enregistrer et quitter")
    complete_pages(me)
    me.go(overview)
    me.reads("Tout est prêt")
    me.follow("Aperçu")
    me.reads("Quand et pourquoi vous déplacez-vous ?")
    public = me.page.url
    assert passer_by.status(public) == 404
    me.go(overview)
    me.follow("Publier")
    me.send("Publier la concertation")
    me.reads("La concertation est publiée")
    extend(me)
    passer_by.go(public)
    passer_by.reads(REASON)
    me.follow("Clore")
    me.type("Pourquoi la concertation s’arrête-t-elle", "La navette est supprimée.")
    me.send("Clore la concertation")
    me.reads("La concertation est close.")
    state = site.do(lambda: Consultation.objects.get(title=TITLE).state, at=town)
    assert state == State.CLOSED


@pytest.fixture
def draft(site: Site, town: Space) -> Step:
    """The survey of a draft made from the template."""
    template = next(one for one in load_templates() if one.slug == "enquete")

    def make() -> Step:
        title = f"Brouillon {Consultation.objects.count()}"
        return create_consultation(by=making.SYSTEM, title=title, template=template).steps.get()

    return site.do(make, at=town)


def labels(site: Site, town: Space, step: Step) -> list[str]:
    """Return the questions of a survey, in order."""
    return site.do(lambda: list(Question.objects.filter(survey__step=step).values_list("label", flat=True)), at=town)


def test_survey_built_on_a_telephone(
    site: Site, opened: Opened, town: Space, draft: Step, person: Callable[..., User]
) -> None:
    me = opened(360, town, person("Administration", [Role.ADMINISTRATOR]))
    me.go(f"/equipe/enquetes/{draft.pk}/")
    me.follow("Ajouter une question")
    me.follow("Choix unique")
    me.send("Enregistrer")
    assert me.page.title().startswith("Erreur")
    me.type("Question", "Par quel temps ?")
    for number, choice in enumerate(("Soleil", "Pluie")):
        me.reach(me.page.locator("input[type=text]:visible[name*='choices']").nth(number))
        me.page.keyboard.insert_text(choice)
    me.send("Enregistrer")
    me.reads("Par quel temps ?")
    before = labels(site, town, draft)
    place = before.index("Par quel temps ?")
    me.press("Monter – Par quel temps ?")
    me.page.wait_for_load_state("networkidle")
    me.look()
    after = labels(site, town, draft)
    assert after.index("Par quel temps ?") == place - 1
    assert sorted(after) == sorted(before)
    me.follow("Aperçu")
    me.reads("Rien n’est enregistré.")


def test_pages_of_the_wizard_on_a_telephone(
    opened: Opened, town: Space, draft: Step, person: Callable[..., User]
) -> None:
    me = opened(360, town, person("Administration", [Role.ADMINISTRATOR]))
    own = f"/equipe/concertations/{draft.consultation_id}/"
    wizard = ("copilotage/", "attendu/", "sujet/", "calendrier/", "modalites/")
    for page in ("", *wizard, "publier/", "copier/", "supprimer/", f"etapes/{draft.pk}/", "themes/ajouter/", "image/"):
        me.go(f"{own}{page}")
