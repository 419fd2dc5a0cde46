"""People discuss a proposal: one follows it and disagrees, its author answers, the follower is told; keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from consultations.modalities.proposals.queries import KIND
from consultations.process.models import Contribution
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import WIDTHS

pytestmark = pytest.mark.e2e
AGAINST = "Et les livraisons, par où passeront-elles ?"
ANSWER = "Par la rue d’à côté, avant neuf heures."


def proposed(site: Site, town: Space, author: User) -> Contribution:
    """Make somebody's proposal, in a consultation of its own."""

    def make() -> Contribution:
        number = Contribution.objects.count()
        consultation = making.make_consultation(title=f"Le centre {number}", slug=f"centre-{number}")
        step = making.make_step(consultation, "proposals", title="Vos idées pour le centre")
        return making.make_contribution(step, author, kind=KIND, title=f"Une rue sans voiture {number}")

    return site.do(make, at=town)


@pytest.mark.parametrize("width", WIDTHS)
def test_follow_disagree_and_be_told_of_the_answer(
    site: Site, opened: Opened, town: Space, person: Callable[..., User], width: int
) -> None:
    author, neighbour = person("Sacha"), person("Lou")
    target = proposed(site, town, author)
    me, other = opened(width, town, neighbour), opened(width, town, author)
    me.go(f"/propositions/{target.pk}/")
    me.press("Suivre")
    expect(me.page.get_by_role("button", name="Vous suivez")).to_be_visible()
    me.press("Envoyer mon commentaire")
    expect(me.page.locator("[data-error-summary]").first).to_be_focused()
    me.look()
    me.type("Votre commentaire", AGAINST)
    me.choose("Contre")
    me.send("Envoyer")
    me.reads(AGAINST)
    expect(me.page.locator("#commentaires .badge").first).to_have_text("Contre")
    me.look()
    other.go(f"/propositions/{target.pk}/")
    other.follow(f"Répondre à {neighbour.public_name}")
    other.type("Votre réponse", ANSWER)
    other.send("Envoyer")
    other.reads(ANSWER)
    site.work_off(at=town)
    subjects = [one.subject for one in site.letters_to(neighbour.email, at=town)]
    assert [subject for subject in subjects if "répondu" in subject], subjects
    me.go("/notifications/")
    me.reads("Non lue")
    me.follow(f"On a répondu à votre commentaire sur « {target.title} »")
    me.reads(ANSWER)
    assert f"/propositions/{target.pk}/" in me.page.url
    me.go("/notifications/")
    expect(me.page.locator("li.unread")).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
def test_support_given_then_taken_back(
    site: Site, opened: Opened, town: Space, person: Callable[..., User], width: int
) -> None:
    target = proposed(site, town, person("Sacha"))
    me = opened(width, town, person("Lou"))
    me.go(f"/propositions/{target.pk}/")
    button = me.page.locator("button.support").first
    for count, pressed in ((1, "true"), (0, "false"), (1, "true")):
        me.reach(button)
        me.page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", pressed)
        expect(button).to_be_focused()
        assert site.do(lambda: Contribution.objects.get(pk=target.pk).supports_count, at=town) == count
    me.look()
