"""A team deletes its space and changes its mind; it lets an operator in for a while, and shows them out."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tests import making
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import Walker
from tests.tenants.console.conftest import signed_in

pytestmark = pytest.mark.e2e
SHOTS = os.environ.get("SHOTS", "")
OPERATOR = "assistante-e2e@example.org"


@pytest.fixture
def operator(site: Site, opened: Opened) -> Callable[[int], Walker]:
    """Return `operator(width)`: the window of an operator who has signed in, second factor included."""

    def enter() -> str:
        known = User.objects.filter(email=OPERATOR).first()
        return str(signed_in(known or making.make_user(OPERATOR, "Odile", roles=[Role.OPERATOR])).session.session_key)

    def window(width: int) -> Walker:
        me = opened(width)
        me.page.context.add_cookies([{"name": "session", "value": site.do(enter), "url": me.home}])
        return me

    return window


def administrator(site: Site, name: str) -> User:
    """Return an administrator of the second town."""
    email = f"{name}-e2e@example.org"
    return site.do(lambda: making.make_user(email, name, roles=[Role.ADMINISTRATOR]), at=site.spaces[1])


@pytest.mark.parametrize("width", [1280, 360])
def test_a_space_is_deleted_and_kept_after_all(site: Site, opened: Opened, width: int) -> None:
    space = site.spaces[1]
    me = opened(width, space, administrator(site, f"maire{width}"))
    me.go("/equipe/vie-de-l-espace/")
    me.shoot(SHOTS, f"vie-{width}")
    me.follow("Supprimer l’espace")
    me.shoot(SHOTS, f"supprimer-{width}")
    me.send("Programmer la suppression")
    assert me.page.title().startswith("Erreur")
    me.type("Motif", "La concertation est finie.")
    me.type("Nom de l’espace", "Un autre nom")
    me.send("Programmer la suppression")
    me.reads("Ce n’est pas le nom de l’espace.")
    me.type("Nom de l’espace", space.name)
    me.send("Programmer la suppression")
    me.reads("La suppression est programmée.")
    me.reads("Cet espace sera supprimé le")
    me.shoot(SHOTS, f"programme-{width}")
    me.go("/equipe/")
    me.reads("Cet espace sera supprimé le")
    passer_by = opened(width)
    passer_by.page.goto(f"http://{space.host}/")
    passer_by.reads("Cet espace de participation a fermé ses portes.")
    assert passer_by.violations() == []
    passer_by.shoot(SHOTS, f"ferme-{width}")
    passer_by.faults.clear()  # 503 is what was wanted
    me.follow("Voir la vie de l’espace")
    me.follow("Annuler la suppression")
    me.send("Garder l’espace")
    me.reads("La suppression est annulée")
    passer_by.go(f"http://{space.host}/")


@pytest.mark.parametrize("width", [1280, 360])
def test_an_operator_helps_by_consent_and_is_shown_out(
    site: Site, opened: Opened, operator: Callable[[int], Walker], width: int
) -> None:
    space = site.spaces[1]
    team, helper = opened(width, space, administrator(site, f"adjointe{width}")), operator(width)
    helper.go(f"/operateur/espaces/{space.pk}/")
    helper.follow("Assistance")
    helper.follow("Demander à entrer")
    helper.type("Motif", "Votre page d’accueil reste blanche.")
    helper.send("Envoyer la demande à l’équipe")
    helper.reads("Attend l’équipe")
    team.go("/equipe/assistance/")
    team.shoot(SHOTS, f"demande-{width}")
    team.page.get_by_role("link", name="Odile").first.click()
    team.look()
    team.reads("Votre page d’accueil reste blanche.")
    team.choose("1 heure")
    team.send("Laisser entrer")
    team.reads("L’opérateur peut entrer.")
    helper.go(f"/operateur/espaces/{space.pk}/assistance/")
    helper.send("Entrer dans l’espace")
    helper.follow("Aller dans")
    helper.send("Entrer")
    helper.reads("Vous êtes ici au titre de l’assistance")
    helper.shoot(SHOTS, f"assistance-{width}")
    helper.go(f"http://{space.host}/equipe/participants/")
    assert "adjointe" in helper.page.content()
    assert "-e2e@example.org" not in helper.page.content()
    team.page.reload()
    team.look()
    team.reads("/equipe/participants/")
    team.shoot(SHOTS, f"journal-{width}")
    team.send("Mettre fin à l’accès")
    team.reads("L’accès est terminé.")
    helper.page.goto(f"http://{space.host}/equipe/participants/")
    assert "adjointe" not in helper.page.content()
    helper.faults.clear()  # refused, as it should be
