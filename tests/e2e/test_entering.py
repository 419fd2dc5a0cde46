"""A team lets people come in by the account of the town hall; somebody does, and finds their account the next time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.identity.models import Identity
from tenants.spaces.models import Space
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import WIDTHS, Walker
from tests.platform_core.identity.real_provider import CLIENT, PASSWORD, SECRET, running

pytestmark = pytest.mark.e2e


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def issuer(town: Space, width: int, tmp_path: Path) -> Iterator[str]:
    """The provider of the town hall, on this machine."""
    with running(tmp_path, f"http://{town.host}", f"dominique{width}@mairie.example") as place:
        yield place


def sign_in_there(me: Walker, issuer: str, somebody: str) -> None:
    """Be somebody on the provider's own page, which is not ours to look at."""
    me.page.wait_for_url(re.compile(f"^{re.escape(issuer)}/"))
    me.page.locator("[name=login]").fill(somebody)
    me.page.locator("[name=password]").fill(PASSWORD)
    me.page.locator("[name=password]").press("Enter")


def set_up(team: Walker, name: str, issuer: str, back: str) -> None:
    """Add the provider, with a slip, and put it in service."""
    team.go("/equipe/connexion/")
    team.follow("Régler les fournisseurs de connexion")
    team.reads(back)
    team.follow("Ajouter : Un autre fournisseur (OpenID Connect)")
    team.type("Adresse du fournisseur", f"{issuer}/")
    team.type("Identifiant client", CLIENT)
    team.type("Secret client", SECRET)
    team.type("Nom sur le bouton", name)
    team.tick("Ce fournisseur vérifie les adresses e-mail qu’il donne")
    team.tick("Se déconnecter ici déconnecte aussi du fournisseur")
    team.send("Enregistrer et vérifier")
    team.reads("se présente sous une autre adresse")  # a slash too many, and the page says which is right
    team.follow(f"Modifier : {name}")
    team.type("Adresse du fournisseur", issuer)
    team.type("Secret client", SECRET)
    team.send("Enregistrer et vérifier")
    team.reads(f"{name} répond : il ne reste qu’à le mettre en service.")
    team.send(f"Mettre en service : {name}")
    team.reads("En service")


def come_in(me: Walker, name: str, issuer: str, somebody: str) -> None:
    """Come for the first time: choose a public name."""
    me.go("/compte/connexion/?next=/concertations/")
    me.press(f"Se connecter avec {name}")
    sign_in_there(me, issuer, somebody)
    me.page.wait_for_url(f"{me.home}/compte/connexion/nouveau/")
    me.look()
    me.type("Nom public", name.replace("Mon compte mairie", "Dominique"))
    me.tick("J’accepte la charte de participation")
    me.send("Créer mon compte")
    expect(me.page).to_have_url(f"{me.home}/concertations/")
    me.go("/compte/double-securite/")
    me.reads("Relié le")


def test_people_come_in_by_the_account_of_the_town_hall(
    site: Site, town: Space, person: Callable[..., User], opened: Opened, width: int, issuer: str
) -> None:
    name, somebody = f"Mon compte mairie {width}", f"dominique{width}@mairie.example"
    team = opened(width, town, person("Maire", [Role.ADMINISTRATOR]))
    set_up(team, name, issuer, f"http://{town.host}/compte/connexion/retour/")
    me = opened(width, town)
    come_in(me, name, issuer, somebody)

    me.go("/compte/deconnexion/")
    me.press("Me déconnecter")
    me.page.wait_for_url(re.compile(rf"^http://{re.escape(town.host)}/\?state="))
    me.look()
    me.go("/compte/connexion/")
    me.press(f"Se connecter avec {name}")
    sign_in_there(me, issuer, somebody)  # signed out there too
    me.page.wait_for_url(f"http://{town.host}/")
    me.look()
    plain = opened(width, town, script=False)
    plain.page.goto(f"{plain.home}/compte/connexion/")
    plain.page.get_by_role("button", name=f"Se connecter avec {name}").click()
    sign_in_there(plain, issuer, somebody)
    plain.page.wait_for_url(f"http://{town.host}/")
    assert site.do(lambda: Identity.objects.get(user__email=somebody).issuer, at=town) == issuer

    team.go("/equipe/connexion/fournisseurs/")
    team.follow(f"Retirer : {name}")
    team.reads("1 compte est relié à ce fournisseur.")
    team.send("Retirer ce fournisseur")
    team.reads("est retiré, et son secret effacé.")
