"""Someone reports, a moderator hides, the author is told and reads why; keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail

from consultations.modalities.proposals.queries import KIND
from consultations.process.models import Contribution
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import WIDTHS

pytestmark = pytest.mark.e2e


def written(site: Site, town: Space, author: User) -> Contribution:
    """Make somebody's proposal, in a consultation of its own."""

    def make() -> Contribution:
        number = Contribution.objects.count()
        consultation = making.make_consultation(title=f"Le marché {number}", slug=f"marche-{number}")
        step = making.make_step(consultation, "proposals", title="Vos idées pour le marché")
        return making.make_contribution(step, author, kind=KIND, title=f"Fermer le marché {number}")

    return site.do(make, at=town)


@pytest.mark.parametrize("width", WIDTHS)
def test_report_then_hide_then_author_reads_why(
    site: Site, opened: Opened, town: Space, person: Callable[..., User], width: int
) -> None:
    author, reason = person("Dominique"), "Ce n’est pas le sujet ; proposez-le dans « Commerces »."
    target = written(site, town, author)
    reporter = opened(width, town, person("Lou"))
    reporter.go(f"/propositions/{target.pk}/")
    reporter.follow("Signaler")
    reporter.send("Envoyer le signalement")
    reporter.choose("Hors sujet")
    reporter.send("Envoyer le signalement")
    reporter.reads("Merci. L’équipe va lire cette contribution.")
    moderator = opened(width, town, person("Modération", [Role.MODERATOR]))
    moderator.go("/equipe/moderation/")
    moderator.follow(f"Masquer : {target.title}")
    moderator.choose("Hors sujet")
    moderator.send("Masquer et prévenir l’auteur")
    moderator.type("Message à l’auteur", reason)
    moderator.send("Masquer et prévenir l’auteur")
    moderator.go("/equipe/moderation/journal/")
    moderator.reads(target.title)
    site.work_off(at=town)
    letters = [one for one in mail.outbox if one.to == [author.email]]
    assert [reason in one.body for one in letters] == [True]
    mine = opened(width, town, author)
    mine.go("/notifications/")
    mine.reads(reason)
    mine.go(f"/propositions/{target.pk}/")
    mine.reads(reason)
    passer_by = opened(width, town)
    passer_by.page.goto(f"{passer_by.home}/propositions/etape/{target.step_id}/")
    assert target.title not in passer_by.page.locator("main").inner_text()
