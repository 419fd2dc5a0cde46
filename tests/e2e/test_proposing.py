"""Someone proposes, others support and comment: keyboard alone, on a wide and a narrow screen, then without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, expect

from consultations.modalities.proposals.queries import KIND
from consultations.process.models import Contribution, Step
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import WIDTHS

pytestmark = pytest.mark.e2e
TITLE = "Des arbres devant le collège"
BODY = "Il y fait trop chaud en juin, et **personne** n’y reste."


@pytest.fixture
def step(site: Site, town: Space) -> Step:
    """A step of proposals of its own, with comments and supports."""

    def make() -> Step:
        number = Step.objects.count()
        consultation = making.make_consultation(title=f"Nature en ville {number}", slug=f"nature-{number}")
        return making.make_step(consultation, "proposals", title="Vos idées pour le quartier")

    return site.do(make, at=town)


@pytest.fixture
def proposal(site: Site, town: Space, step: Step, person: Callable[..., User]) -> Contribution:
    """Somebody's proposal."""
    author = person("Sacha")
    return site.do(lambda: making.make_contribution(step, author, kind=KIND, title=TITLE, body=BODY), at=town)


@pytest.mark.parametrize("width", WIDTHS)
def test_proposal_refused_then_published_by_keyboard(
    opened: Opened, town: Space, step: Step, person: Callable[..., User], width: int
) -> None:
    me = opened(width, town, person("Noa"))
    me.go(f"/propositions/etape/{step.pk}/")
    me.follow("Déposer une proposition")
    me.type("Titre", TITLE)
    me.type("Votre proposition", BODY)
    me.send("Publier ma proposition")
    assert me.page.title().startswith("Erreur")
    expect(me.page.locator("[data-error-summary]")).to_be_focused()
    assert me.field("Titre").input_value() == TITLE
    assert me.field("Votre proposition").input_value() == BODY
    me.press("Choisissez un thème", role="link")
    expect(me.field("Thème")).to_be_focused()
    me.pick("Thème", "Arbres")
    me.send("Publier ma proposition")
    expect(me.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(me.page.locator(".prose strong").first).to_have_text("personne")


@pytest.mark.parametrize("width", WIDTHS)
def test_file_of_a_refused_form_need_not_be_chosen_again(
    opened: Opened, town: Space, step: Step, person: Callable[..., User], width: int
) -> None:
    me = opened(width, town, person("Noa"))
    me.go(f"/propositions/etape/{step.pk}/deposer/")
    me.type("Titre", TITLE)
    me.pick("Thème", "Arbres")
    for name in ("devis.txt", "plan.txt"):
        me.page.get_by_label("Documents").set_input_files(
            FilePayload(name=name, mimeType="text/plain", buffer=b"Trois arbres : 900 euros.")
        )
        me.send("Publier ma proposition")
        me.reads("Inutile de les choisir à nouveau")
    me.tick("Retirer : plan.txt")
    me.type("Votre proposition", BODY)
    me.send("Publier ma proposition")
    expect(me.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(me.page.get_by_role("link", name="devis.txt")).to_be_visible()
    expect(me.page.get_by_text("plan.txt")).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
def test_support_and_comment_by_keyboard(
    site: Site, opened: Opened, town: Space, proposal: Contribution, person: Callable[..., User], width: int
) -> None:
    me = opened(width, town, person("Lou"))
    me.go(f"/propositions/{proposal.pk}/")
    me.press("Soutenir")
    expect(me.page.get_by_text("1 soutien").first).to_be_visible()
    me.look()
    me.type("Votre commentaire", "Oui, et des bancs à l’ombre.")
    me.choose("Pour")
    me.press("Envoyer mon commentaire")
    me.reads("Oui, et des bancs à l’ombre.")
    me.look()
    kept = site.do(lambda: Contribution.objects.get(pk=proposal.pk), at=town)
    assert (kept.supports_count, kept.comments_count) == (1, 1)


def test_everything_without_scripts(
    site: Site, opened: Opened, town: Space, step: Step, person: Callable[..., User]
) -> None:
    me = opened(360, town, person("Ange"), script=False)
    me.page.goto(f"{me.home}/propositions/etape/{step.pk}/deposer/")
    me.field("Titre").fill(TITLE)
    me.field("Thème").select_option(label="Arbres")
    me.page.get_by_role("button", name="Publier ma proposition").click()
    expect(me.page.get_by_role("alert")).to_contain_text("Expliquez votre proposition")
    assert me.field("Titre").input_value() == TITLE
    me.field("Votre proposition").fill(BODY)
    me.page.get_by_role("button", name="Publier ma proposition").click()
    expect(me.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    written = me.page.url
    other = opened(360, town, person("Eden"), script=False)
    other.page.goto(written)
    other.page.get_by_role("button", name="Soutenir").first.click()
    other.reads("1 soutien")
    other.field("Votre commentaire").fill("Et des bancs.")
    other.page.get_by_role("button", name="Envoyer mon commentaire").click()
    expect(other.page.locator("#commentaires li")).to_contain_text("Et des bancs.")
    kept = site.do(lambda: Contribution.objects.get(step=step, kind=KIND), at=town)
    assert (kept.supports_count, kept.comments_count) == (1, 1)
