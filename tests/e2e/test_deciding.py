"""An association without a number asks for a space; an operator reads all that was checked, decides with a message; the
founder finds the request again by a code, and reads the answer.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from tenants.opening.models import SpaceRequest
from tests import making
from tests.e2e.conftest import Opened
from tests.e2e.site import Site
from tests.e2e.walking import WIDTHS, Walker
from tests.tenants.console.conftest import signed_in

pytestmark = pytest.mark.e2e
DECIDER = "decideuse-e2e@example.org"
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def console(site: Site, opened: Opened) -> Callable[[int], Walker]:
    """Return `console(width)`: the window of an operator who has signed in, second factor included."""

    def window(width: int) -> Walker:
        me = opened(width)
        key = site.do(_session)
        me.page.context.add_cookies([{"name": "session", "value": key, "url": me.home}])
        return me

    return window


def _session() -> str:
    known = User.objects.filter(email=DECIDER).first()
    return str(signed_in(known or making.make_user(DECIDER, roles=[Role.OPERATOR])).session.session_key)


def code_sent_to(site: Site, email: str) -> str:
    found = re.search(r"\b\d{6}\b", site.letters_to(email)[0].subject)
    assert found
    return found[0]


def ask(site: Site, me: Walker, email: str, name: str, label: str) -> None:
    """Fill the screens for an association that has no number."""
    me.go("/ouvrir-un-espace/")
    me.choose("Une association")
    me.send("Continuer")
    me.type("Nom de l’organisation", name)
    me.tick("Mon organisation n’a aucun de ces numéros")
    me.send("Continuer")
    me.type("Nom de l’espace", name)
    me.type("Adresse de l’espace", label)
    me.send("Continuer")
    me.type("Votre nom public", "Le bureau")
    me.type("Votre fonction", "présidente")
    me.type("Votre adresse e-mail", email)
    me.type("Adresse de contact de l’espace", email)
    me.tick("charte")
    me.send("Recevoir mon code")
    me.type("Code reçu", code_sent_to(site, email))
    me.send("Confirmer")
    me.reads("Votre demande est examinée")


@pytest.mark.parametrize("width", WIDTHS)
def test_held_request_decided_and_its_answer_found_again(
    width: int, site: Site, opened: Opened, console: Callable[[int], Walker]
) -> None:
    email, name = f"bureau-{width}@haies.example.org", f"Les Passeurs de haies {width}"
    founder, operator = opened(width), console(width)
    ask(site, founder, email, name, f"haies-{width}-e2e")
    operator.go("/operateur/demandes/")
    operator.follow(name)
    operator.reads("Aucun numéro SIREN, SIRET ou RNA n’a été donné.")
    operator.reads("L’adresse e-mail n’est pas jetable.")
    operator.reads("Aucun autre espace ne porte ce nom.")
    operator.shoot(PICTURES, f"demande-{width}")
    operator.type("Message au fondateur", "Il nous manque vos statuts.")  # the first visible field: that of a refusal
    operator.send("Refuser la demande")
    operator.reads("Le fondateur reçoit votre message.")
    site.work_off()
    assert any(
        "statuts" in " ".join(one.paragraphs) or "pas été acceptée" in one.subject for one in site.letters_to(email)
    )
    founder.go("/mes-espaces/")
    founder.type("Votre adresse e-mail", email)
    founder.send("Recevoir mon code")
    founder.shoot(PICTURES, f"code-{width}")
    founder.type("Code reçu", "000000")
    founder.send("Voir mes espaces")
    assert founder.page.title().startswith("Erreur")
    founder.type("Code reçu", code_sent_to(site, email))
    founder.send("Voir mes espaces")
    founder.reads("Refusée")
    founder.shoot(PICTURES, f"mes-espaces-{width}")
    founder.follow(name)
    founder.reads("Il nous manque vos statuts.")
    assert site.do(lambda: SpaceRequest.objects.get(email=email).state) == "refused"
    operator.go("/operateur/sante/")
    operator.shoot(PICTURES, f"sante-{width}")


def test_accepted_in_one_gesture(site: Site, opened: Opened, console: Callable[[int], Walker]) -> None:
    email, name = "bureau-oui@vergers.example.org", "Les Vergers partagés"
    ask(site, opened(1280), email, name, "vergers-e2e")
    operator = console(1280)
    operator.go("/operateur/demandes/")
    operator.follow(name)
    operator.send("Accepter la demande")
    operator.reads("La demande est acceptée.")
    site.build_requested()
    assert site.do(lambda: SpaceRequest.objects.get(email=email).state) == "done"
