"""An operator signs in with a second factor, finds a space, closes it and opens it again; keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import expect

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tests import making
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.tenants.console.conftest import signed_in

pytestmark = pytest.mark.e2e
EMAIL = "operatrice-e2e@example.org"
OTHER = "operateur-e2e@example.org"


@pytest.fixture
def telephone(site: Site) -> Callable[[], str]:
    """An operator's application of codes: returns the code of the moment."""
    secret = generate_totp_secret()

    def enrol() -> User:
        operator = making.make_user(EMAIL, "Odile", roles=[Role.OPERATOR])
        TOTP.activate(operator, secret)
        return operator

    site.do(enrol)
    return lambda: format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_second_factor_then_suspend_and_reopen(site: Site, opened: Opened, telephone: Callable[[], str]) -> None:
    space = site.spaces[1]
    me = opened(1280)
    me.go("/operateur/")
    me.type("Adresse e-mail", EMAIL)
    me.send("Recevoir un code")
    found = re.search(
        r"\b\d{8}\b", " ".join([site.letters_to(EMAIL)[0].subject, *site.letters_to(EMAIL)[0].paragraphs])
    )
    assert found
    me.type("Code reçu par e-mail", found[0])
    me.send("Me connecter")
    me.type("Code de votre application", "000000")
    me.send("Me connecter")
    assert me.page.title().startswith("Erreur")
    me.type("Code de votre application", telephone())
    me.send("Me connecter")
    expect(me.page).to_have_url(re.compile(r"/operateur/$"))
    me.go("/operateur/espaces/")
    me.follow(space.name)
    me.follow("Suspendre cet espace")
    me.send("Suspendre et prévenir l’équipe")
    assert me.page.title().startswith("Erreur")
    me.type("Motif", "Essai de fermeture")
    me.send("Suspendre et prévenir l’équipe")
    me.reads("L’espace est suspendu.")
    visitor = opened(360)
    visitor.page.goto(f"http://{space.host}/")
    visitor.reads("Cet espace de participation est fermé pour le moment.")
    assert visitor.violations() == []
    visitor.faults.clear()  # 503 is what was wanted
    me.follow("Rouvrir cet espace")
    me.type("Motif", "Fin de l’essai")
    me.send("Rouvrir et prévenir l’équipe")
    me.reads("L’espace est rouvert.")
    visitor.go(f"http://{space.host}/")


@pytest.mark.parametrize("page", ["espaces/", "demandes/", "echecs/", "journal/"])
def test_lists_of_the_console_on_a_telephone(site: Site, opened: Opened, page: str) -> None:
    me = opened(360)
    me.page.context.add_cookies([{"name": "session", "value": operator_session(site), "url": me.home}])
    me.go(f"/operateur/{page}")


def operator_session(site: Site) -> str:
    """Sign an operator in, second factor included, behind the pages."""

    def enter() -> str:
        browser = signed_in(User.objects.filter(email=OTHER).first() or making.make_user(OTHER, roles=[Role.OPERATOR]))
        return str(browser.session.session_key)

    return site.do(enter)
