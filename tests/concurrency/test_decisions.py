"""Two people decide the same thing at the same moment, on two servers: it is decided once."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.audit.models import Entry
from platform_core.mail.models import Email
from tenants.spaces.models import Deletion, Space, State
from tenants.spaces.operations import ask_deletion
from tests import making
from tests.concurrency.crowd import Browser, Servers, together
from tests.tenants.console.conftest import held_request, signed_in

pytestmark = pytest.mark.usefixtures("platform_rows")
NEW = "nouvelle@example.org"


def operators(servers: Servers, number: int) -> tuple[list[User], list[Browser]]:
    """Return operators with their second factor, half of them on each server."""

    def people() -> list[tuple[User, str]]:
        found = []
        for one in range(number):
            user = making.make_user(f"operateur{one}@example.org", f"Opérateur {one}", roles=[Role.OPERATOR])
            found.append((user, str(signed_in(user).session.session_key)))
        return found

    made = servers[0].do(people)
    browsers = [Browser(servers[turn % 2], "citoyens.test", session=key) for turn, (_user, key) in enumerate(made)]
    return [user for user, _key in made], browsers


def entries(servers: Servers, action: str, space: Space) -> int:
    return servers[0].do(lambda: Entry.objects.filter(action=action, target_id=str(space.pk)).count())


def test_a_deletion_is_approved_once_and_never_by_who_asked(servers: Servers, town: Space) -> None:
    people, browsers = operators(servers, 5)
    servers[0].do(lambda: ask_deletion(by=people[0], space=town, reason="Abus"))
    page = f"/operateur/espaces/{town.pk}/supprimer/accorder/"
    for browser in browsers:
        assert browser.open(page).status == 200
    answers = together(lambda browser: browser.post(page), browsers)
    assert answers[0].status in {403, 404}  # who asked
    assert {answer.status for answer in answers[1:]} <= {302, 404}
    decision = servers[0].do(Deletion.objects.get)
    assert decision.approved_by in {user.pk for user in people[1:]}
    assert servers[0].do(lambda: Space.objects.get(pk=town.pk).state) == State.SCHEDULED
    assert entries(servers, "spaces.approve_deletion", town) == 1


def test_a_held_request_is_decided_once(servers: Servers) -> None:
    _people, browsers = operators(servers, 4)
    number = servers[0].do(lambda: held_request().pk)
    page = f"/operateur/demandes/{number}/"
    for browser in browsers:
        assert browser.open(page).status == 200
    typed = [
        ("accepter/", {"label": "passeurs-de-haies", "message": ""}),
        ("refuser/", {"message": "Nous n’avons pas pu vérifier."}),
    ] * 2
    work = list(zip(browsers, typed, strict=True))
    answers = together(lambda pair: pair[0].post(f"{page}{pair[1][0]}", **pair[1][1]), work)
    assert max(answer.status for answer in answers) < 500
    decided = servers[0].do(
        lambda: Counter(Entry.objects.filter(action__startswith="opening.").values_list("action", flat=True))
    )
    assert decided["opening.accept"] + decided["opening.refuse"] == 1
    assert servers[0].do(lambda: Space.objects.filter(label="passeurs-de-haies").count()) == decided["opening.accept"]


def test_an_invitation_accepted_ten_times_at_once_makes_one_account(servers: Servers, town: Space) -> None:
    office = servers[0]
    admin = office.do(lambda: making.make_user("chef@example.org", roles=[Role.ADMINISTRATOR]), at=town)
    chief = Browser(servers[0], town.host, session=office.session_of(admin, town))
    chief.open("/equipe/membres/inviter/")
    assert chief.post("/equipe/membres/inviter/", email=NEW, roles="moderator").status == 302
    letter = office.do(lambda: Email.objects.get(to=NEW), at=town)
    link = re.sub(r"^https?://[^/]+", "", letter.action_url)
    guests = [Browser(servers[turn % 2], town.host) for turn in range(10)]
    for guest in guests:
        assert guest.open(link).status == 200
    answers = together(lambda guest: guest.post(link, public_name="Nour", agreement="on"), guests)
    statuses = Counter(answer.status for answer in answers)
    assert statuses[302] == 1
    assert statuses[403] + statuses[410] == 9  # told why: it has just served
    assert office.do(lambda: User.objects.filter(email=NEW).count(), at=town) == 1
