"""Who a space in preparation takes in, and to whom it writes: its team, and whoever that invites."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser

from platform_core.access import may
from platform_core.accounts.models import Invitation, User
from platform_core.background.tasks import BULK, DEFAULT, URGENT
from platform_core.mail.letters import Letter, send_letter
from platform_core.mail.models import Email
from platform_core.outbox.relay import deliver_due
from tenants.spaces.models import Space
from tests import making

INVITING = "/equipe/participants/inviter/"


def deliver() -> None:
    for queue in (URGENT, DEFAULT, BULK):
        deliver_due(queue)


def test_nobody_makes_an_account_there(young: Space, visit: making.Visit) -> None:
    answer = visit().post("/compte/inscription/", {"email": "lou@example.org", "public_name": "Lou"})
    assert answer.status_code == 503
    assert not User.objects.filter(email="lou@example.org").exists()


def test_the_page_where_one_signs_in_leads_nowhere_else(young: Space, visit: making.Visit) -> None:
    text = visit().get("/compte/connexion/").content.decode()
    assert "/compte/inscription/" not in text
    assert "sur invitation" in text
    assert "/pages/mentions-legales/" not in text
    with making.in_space(young):
        refused = may("accounts.join", AnonymousUser())
    assert refused is not None
    assert refused.code == "preparing"
    assert may("accounts.join", AnonymousUser()) is None


def test_residents_are_not_invited_to_it(
    young: Space, visit: making.Visit, administrator: User, mailoutbox: list[Any]
) -> None:
    browser = visit(administrator)
    page = browser.get(INVITING)
    assert page.status_code == 200
    assert "pas encore ouvert au public" in page.content.decode()
    assert browser.post(INVITING, {"addresses": "lou@example.org"}).status_code == 403
    assert not Invitation.objects.exists()


def test_it_writes_to_its_team_alone(young: Space, administrator: User, resident: User, mailoutbox: list[Any]) -> None:
    for number, address in enumerate([administrator.email, resident.email, "inconnue@example.org"]):
        send_letter(Letter("Nouvelles"), to=address, key=f"essai:{number}")
    with making.in_space(young):
        deliver()
    assert [letter.to for letter in mailoutbox] == [[administrator.email]]
    assert Email.objects.exclude(dropped_at=None).count() == 2


def test_once_open_it_writes_to_all(space: Space, resident: User, mailoutbox: list[Any]) -> None:
    send_letter(Letter("Nouvelles"), to=resident.email, key="essai:1")
    deliver()
    assert [letter.to for letter in mailoutbox] == [[resident.email]]
