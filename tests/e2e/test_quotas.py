"""A team is told that a limit is near, reads what happens, asks for more; the commons shows what is given back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from billing_free.plans.models import Ask
from billing_free.plans.operations import look_at_space
from billing_free.quotas.models import Allowance, Count
from billing_free.quotas.queries import period_start
from billing_free.quotas.table import EXPORTS, PLANS, PlanName
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.spaces.models import Space
from tests import making
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import WIDTHS

pytestmark = pytest.mark.e2e
LIMIT = 10


@pytest.fixture
def nearly_full(site: Site, town: Space) -> Iterator[None]:
    """Nine exports of ten were made today in the town."""

    def use() -> None:
        limits = {**PLANS[PlanName.COMMUNE].limits, EXPORTS: LIMIT}
        Allowance.objects.update_or_create(defaults={"plan": PlanName.CHOICE, "limits": limits})
        Count.objects.update_or_create(quota=EXPORTS, period=period_start(EXPORTS), defaults={"used": LIMIT - 1})

    def forget() -> None:
        Allowance.objects.all().delete()
        Count.objects.all().delete()

    site.do(use, at=town)
    yield
    site.do(forget, at=town)
    site.do(lambda: Ask.objects.filter(space=town).delete())


@pytest.mark.parametrize("width", WIDTHS)
def test_a_team_is_told_then_asks_for_more(
    site: Site, town: Space, person: Callable[..., User], opened: Opened, width: int, nearly_full: None
) -> None:
    administrator = person("Ambre", [Role.ADMINISTRATOR])
    site.do(lambda: look_at_space(by=making.SYSTEM, space=town), at=town)
    me = opened(width, at=town, user=administrator)
    me.go("/notifications/")
    me.reads("Exports du jour : votre espace a utilisé 90 % de sa limite.")
    me.go("/equipe/usage/")
    me.reads("Exports du jour : 9 sur 10")
    me.reads("Vous approchez de la limite.")
    me.type("Ce qu’il vous faut", "Vingt exports pour le bilan des assises, jusqu’à la fin du mois.")
    me.send("Envoyer à l’opérateur")
    me.reads("attend une réponse de l’opérateur")
    expect(me.page.get_by_label("Ce qu’il vous faut")).to_have_count(0)
    me.go("/equipe/reciprocite/")
    me.follow("Annoncer un don")


@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_reads_what_the_commons_is(opened: Opened, width: int) -> None:
    me = opened(width)
    me.go("/commun/")
    me.reads("Rendre n’est jamais une condition pour participer.")
    me.reads("Rien n’est encore inscrit ici")
