"""A founder who asks for a space, over HTTP and by operations."""

from __future__ import annotations

import re
from typing import Any

from platform_core.access import System
from platform_core.mail.models import Email
from tenants.opening import operations
from tenants.opening.models import SpaceRequest
from tenants.opening.operations.filling import Founder
from tenants.opening.rules import OrganisationKind
from tests import making

ASKER = System("tests")
START = "/ouvrir-un-espace/"
LENS = "62498"  # 32,000 inhabitants, in Pas-de-Calais
OWN_DOMAIN = ("62041", "arras.fr")  # a town hall whose mail domain proves something, see territory/data/mail
DIGITS = re.compile(r"\b(\d{6})\b")


def last_code(email: str) -> str:
    """Return the code of the last letter sent to an address."""
    letter = Email.objects.filter(to=email, key__startswith="opening.code").order_by("-pk").first()
    assert letter is not None, f"no code was sent to {email}"
    found = DIGITS.search(letter.subject)
    assert found
    return found[1]


def letters_to(email: str) -> list[str]:
    """Return the subjects of the letters sent to an address, codes left out."""
    sent = Email.objects.filter(to=email).exclude(key__startswith="opening.code")
    return list(sent.order_by("pk").values_list("subject", flat=True))


class Asker:
    """Someone who fills the screens in a browser."""

    def __init__(self) -> None:
        self.browser = making.operator_browser()

    def post(self, screen: str, **answers: Any) -> Any:
        return self.browser.post(f"{START}{screen}", answers)

    def get(self, screen: str, **asked: Any) -> Any:
        return self.browser.get(f"{START}{screen}", asked)

    def association(self, label: str = "les-amis-du-marais", *, email: str = "camille@marais.example.org") -> Any:
        """Fill all the screens for an association with a number; returns the answer that sends the code."""
        self.post("", kind="association")
        self.post("organisation/", organisation="Les Amis du marais", number="W595012345", place="Arras")
        self.post("nom/", name="Les Amis du marais", label=label)
        return self.founder(email)

    def commune(self, code: str, name: str, label: str, email: str) -> Any:
        """Fill all the screens for a commune of the official list."""
        self.post("", kind="commune")
        self.post("organisation/", code=code)
        self.post("nom/", name=name, label=label)
        return self.founder(email)

    def founder(self, email: str, **more: str) -> Any:
        known = {"public_name": "Camille", "duty": "présidente", "contact_email": "contact@marais.example.org"}
        answers = {**known, "charter": "on", "email": email, **more}
        return self.post("vous/", **answers)

    def confirm(self, email: str) -> Any:
        return self.post("code/", code=last_code(email))


def filled(label: str = "les-amis-du-marais", **more: str) -> SpaceRequest:
    """Fill a request for an association by operations, up to the code; `more` changes the answers."""
    known = {
        "organisation": "Les Amis du marais",
        "number": "W595012345",
        "email": "camille@marais.example.org",
        **more,
    }
    request = operations.start_request(by=ASKER, kind=OrganisationKind.ASSOCIATION, origin=more.get("origin", "here"))
    operations.describe_organisation(
        by=ASKER,
        request=request,
        organisation=known["organisation"],
        number=known["number"],
        no_number=not known["number"],
        commune="62041",
    )
    operations.name_space(by=ASKER, request=request, name=known["organisation"], label=label)
    founder = Founder("Camille", known["email"], "présidente")
    operations.introduce_founder(by=ASKER, request=request, founder=founder)
    request.refresh_from_db()
    return request


def accepted(label: str = "les-amis-du-marais", **more: str) -> SpaceRequest:
    """Fill and confirm a request that the ladder accepts."""
    request = filled(label, **more)
    operations.confirm_code(by=ASKER, request=request, code=last_code(request.email))
    request.refresh_from_db()
    return request
