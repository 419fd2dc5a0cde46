"""An operator signs in with a second factor, decides, closes a space and opens it again, has failed work done again."""

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
from django.core import mail
from playwright.sync_api import expect

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.outbox.models import Delivery, State
from tenants.console.operations import inspect_space
from tenants.opening.models import SpaceRequest
from tenants.spaces.models import Space
from tests import making
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import Walker
from tests.tenants.console.conftest import failed_delivery, held_request, signed_in

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


@pytest.fixture
def console(site: Site, opened: Opened) -> Callable[[int], Walker]:
    """Return `console(width)`: the window of an operator who has signed in, second factor included."""

    def enter() -> str:
        known = User.objects.filter(email=OTHER).first()
        return str(signed_in(known or making.make_user(OTHER, roles=[Role.OPERATOR])).session.session_key)

    def window(width: int) -> Walker:
        me = opened(width)
        me.page.context.add_cookies([{"name": "session", "value": site.do(enter), "url": me.home}])
        return me

    return window


def sober(visitor: Walker, space: Space) -> None:
    """Check what a passer-by reads of a space that is closed: one sentence, a way out, nothing of why."""
    visitor.page.goto(f"http://{space.host}/")
    visitor.reads("Cet espace de participation est fermé pour le moment.")
    assert visitor.violations() == []
    assert "Essai de fermeture" not in visitor.page.content()
    assert all(fault.startswith("503") for fault in visitor.faults), visitor.faults
    visitor.faults.clear()  # 503 is what was wanted


def test_second_factor_then_suspend_and_reopen(site: Site, opened: Opened, telephone: Callable[[], str]) -> None:
    space = site.spaces[1]
    me, visitor = opened(1280), opened(360)
    me.go("/operateur/")
    me.type("Adresse e-mail", EMAIL)
    me.send("Recevoir un code")
    letter = site.letters_to(EMAIL)[0]
    found = re.search(r"\b\d{4}\s?\d{4}\b", " ".join([letter.subject, *letter.paragraphs]))
    assert found, letter.paragraphs
    me.type("Code reçu par e-mail", found[0])
    me.send("Me connecter")
    me.type("Code de votre application", "000000")
    me.send("Me connecter")
    assert me.page.title().startswith("Erreur")
    me.type("Code de votre application", telephone())
    me.send("Me connecter")
    expect(me.page).to_have_url(re.compile(r"/operateur/$"))
    me.follow("Tous les espaces")
    me.type("Mots à chercher", space.name)
    me.press("Afficher")
    me.page.wait_for_url("**/espaces/?q=*")  # the list alone is replaced
    expect(me.page.locator("[data-result-count]")).to_have_text("1 espace")
    me.follow(space.name, within=me.page.locator("#liste"))
    me.follow("Suspendre cet espace")
    me.send("Suspendre et prévenir l’équipe")
    assert me.page.title().startswith("Erreur")
    me.type("Motif", "Essai de fermeture")
    me.send("Suspendre et prévenir l’équipe")
    me.reads("L’espace est suspendu.")
    sober(visitor, space)
    me.follow("Rouvrir cet espace")
    me.type("Motif", "Fin de l’essai")
    me.send("Rouvrir et prévenir l’équipe")
    me.reads("L’espace est rouvert.")
    me.reads("Ouvert → Suspendu")
    visitor.go(f"http://{space.host}/")


def test_held_request_decided_on_a_telephone(site: Site, console: Callable[[int], Walker]) -> None:
    waiting = site.do(held_request)
    me = console(360)
    me.go("/operateur/")
    me.follow("1 demande d’espace attend une décision")
    me.follow(waiting.name)
    me.reads("Aucun numéro SIREN, SIRET ou RNA n’a été donné.")
    me.send("Refuser la demande")
    assert me.page.title().startswith("Erreur")
    me.type("Message", "Indiquez le numéro RNA de l’association, puis refaites la demande.")
    me.send("Refuser la demande")
    me.reads("Le fondateur reçoit votre message.")
    assert site.do(lambda: SpaceRequest.objects.get(pk=waiting.pk).state) == "refused"
    site.work_off()
    assert any("numéro RNA" in str(one.body) for one in mail.outbox if one.to == [waiting.confirmed_email])
    for page in ("espaces/", "demandes/", "demandes/domaines-refuses/", "journal/", f"espaces/{site.spaces[1].pk}/"):
        me.go(f"/operateur/{page}")


def test_failed_work_done_again(site: Site, console: Callable[[int], Walker]) -> None:
    space = site.spaces[1]
    failed = site.do(failed_delivery, at=space)
    site.do(lambda: inspect_space(by=making.SYSTEM, space=space))
    me = console(1280)
    me.go("/operateur/echecs/")
    me.follow(space.name)
    me.reads("OSError")
    assert "jamais montré" not in me.page.content()
    me.send("Relancer", within=me.page.get_by_role("table"))
    me.reads("1 travail relancé.")
    state = site.do(lambda: Delivery.objects.get(pk=failed.pk).state, at=space)
    assert state == State.PENDING
    site.do(lambda: Delivery.objects.all().delete(), at=space)
    site.do(lambda: inspect_space(by=making.SYSTEM, space=space))
