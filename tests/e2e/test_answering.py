"""Someone answers a survey: leaves it half-way, comes back, checks, sends; keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from consultations.modalities.surveys.models import Response
from consultations.modalities.surveys.operations.filling import fill_survey
from consultations.process.models import Step
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.consultations.modalities.surveys.sample import CONTENT
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import WIDTHS

pytestmark = pytest.mark.e2e


@pytest.fixture
def step(site: Site, town: Space) -> Step:
    """A survey of its own, with every type of question, on two pages."""

    def make() -> Step:
        number = Step.objects.count()
        consultation = making.make_consultation(title=f"Le bus {number}", slug=f"bus-{number}")
        made = making.make_step(consultation, "surveys", title="Enquête sur le bus")
        fill_survey(by=making.SYSTEM, step=made, content=CONTENT)
        return made

    return site.do(make, at=town)


@pytest.mark.parametrize("width", WIDTHS)
def test_survey_left_then_taken_up_checked_and_sent(
    site: Site, opened: Opened, town: Space, step: Step, person: Callable[..., User], width: int
) -> None:
    me = opened(width, town, person("Noa"))
    me.go(f"/enquetes/{step.pk}/")
    me.follow("Répondre à l’enquête")
    me.send("Suivant")
    expect(me.page.locator("[data-error-summary]")).to_be_focused()
    me.choose("Oui")
    me.choose("chaque jour")
    me.send("Enregistrer et finir plus tard")
    me.reads("Vous avez commencé à répondre")
    me.follow("Continuer")
    expect(me.page.get_by_label("chaque jour", exact=True)).to_be_checked()
    me.send("Suivant")
    me.type("Une idée ?", "Un bus\nle soir")
    me.type("Votre quartier", "Fives")
    me.send("Vérifier mes réponses")
    me.reads("Vérifiez avant d’envoyer")
    expect(me.page.locator("main")).to_contain_text("chaque jour")
    me.send("Envoyer mes réponses")
    me.reads("Merci, vos réponses sont enregistrées")
    assert site.do(lambda: Response.objects.filter(survey__step=step).count(), at=town) == 1
