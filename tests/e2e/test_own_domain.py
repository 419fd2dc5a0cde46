"""A town brings its own domain: what to write in the DNS, the check, the main address, and its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from playwright.sync_api import expect

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.domains.models import OwnDomain
from tenants.domains.tasks import check
from tenants.spaces.models import Space
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import WIDTHS
from tests.platform_core.outside.naming import Names, name_server

pytestmark = pytest.mark.e2e
HERE = "192.0.2.10"
PAGE = "/equipe/adresse/"


@pytest.fixture
def names(settings: LazySettings) -> Iterator[Names]:
    """A DNS of this machine, which the worker asks."""
    with name_server() as served:
        settings.DNS_SERVERS = [served.address]
        served.records = {("citoyens.test", "A"): [HERE]}
        yield served


@pytest.mark.parametrize("width", WIDTHS)
def test_a_town_brings_its_own_domain(
    site: Site, town: Space, person: Callable[..., User], opened: Opened, names: Names, width: int
) -> None:
    name = f"participer{width}.exemple.fr"
    admin = person("Maire", [Role.ADMINISTRATOR])
    me = opened(width, town, admin)

    me.go(PAGE)
    me.type("Nom de domaine", "mairie")
    me.send("Continuer")
    me.reads("Il manque la fin du nom")
    me.type("Nom de domaine", f"https://{name}/")
    me.send("Continuer")
    shown = me.page.get_by_role("table").inner_text()
    token = str(re.search(r"\b[0-9a-f]{40}\b", shown)[0])  # type: ignore[index]  # the page gives it, or the test fails
    assert f"_citoyens-en-communs.{name}" in shown

    stranger = opened(width)
    assert stranger.status(f"http://{name}/") == 404
    names.records |= {(name, "CNAME"): ["citoyens.test"], (f"_citoyens-en-communs.{name}", "TXT"): [token]}
    site.do(lambda: check(domain_id=OwnDomain.objects.get(name=name).pk))  # as the worker does
    expect(me.page.get_by_text("En service")).to_be_visible()  # the page asks again by itself
    me.look()
    stranger.go(f"http://{name}/concertations/?q=arbre")
    expect(stranger.page).to_have_url(f"http://{town.host}/concertations/?q=arbre")

    me.follow("En faire l’adresse principale")
    me.tick("J’ai ouvert cette adresse dans mon navigateur")
    me.send("En faire l’adresse principale")
    stranger.go(f"http://{town.host}/concertations/?q=arbre")
    expect(stranger.page).to_have_url(f"http://{name}/concertations/?q=arbre")
    me.page.goto(f"http://{name}/equipe/")
    expect(me.page).to_have_url(re.compile(rf"^http://{re.escape(name)}/compte/connexion/"))  # cookies are of one host

    me.go(PAGE)  # by the address of the platform, as if the domain no longer answered
    me.follow("Retirer")
    me.send("Retirer ce domaine")
    assert stranger.status(f"http://{name}/") == 404
    stranger.go(f"http://{town.host}/")
