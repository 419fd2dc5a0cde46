"""Accounts as the team sees them: found, suspended, opened again."""

from __future__ import annotations

import pytest

from platform_core.accounts.models import Suspension, User
from platform_core.audit.models import Entry
from tests.making import PASSWORD, Visit, make_user
from tests.platform_core.accounts.counting import MOST, queries
from tests.platform_core.accounts.letterbox import code_for, last_letter

LIST = "/equipe/participants/"
REASON = "Insultes répétées malgré deux rappels de la charte."
LOGIN = "/compte/connexion/"


def suspend(visit: Visit, by: User, person: User, reason: str = REASON) -> int:
    return int(visit(by).post(f"{LIST}{person.pk}/", {"reason": reason}).status_code)


def test_a_suspension_closes_every_session_at_once(visit: Visit, moderator: User, resident: User) -> None:
    theirs = visit(resident)
    assert suspend(visit, moderator, resident) == 302
    assert theirs.get("/compte/profil/").status_code == 302
    letter = last_letter(resident.email)
    assert letter.subject == "Votre compte est suspendu"
    assert REASON in " ".join(letter.paragraphs)
    entry = Entry.objects.get(action="accounts.suspend")
    assert (entry.actor_id, entry.target_id) == (moderator.pk, str(resident.pk))
    assert REASON not in str(entry.details)


def test_a_suspended_person_is_told_so_when_signing_in(visit: Visit, moderator: User, resident: User) -> None:
    suspend(visit, moderator, resident)
    browser = visit()
    fields = {"login": resident.email, "avec": "mot-de-passe", "password": PASSWORD}
    place = browser.post(LOGIN, fields)["Location"]
    assert "Ce compte est suspendu" in browser.get(place).content.decode()
    assert browser.get("/compte/profil/").status_code == 302


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (LOGIN, {"login": "resident@example.org", "avec": "code"}),
        ("/compte/mot-de-passe/oublie/", {"email": "resident@example.org"}),
        ("/compte/inscription/", {"email": "resident@example.org", "public_name": "Moi", "agreement": "on"}),
    ],
)
def test_a_suspended_person_finds_no_other_way_in_and_the_letter_says_why(
    visit: Visit, moderator: User, resident: User, path: str, fields: dict[str, str]
) -> None:
    suspend(visit, moderator, resident)
    visit().post(path, fields)
    letter = last_letter(resident.email)
    assert letter.subject == "Votre compte est suspendu"
    with pytest.raises(StopIteration):
        code_for(resident.email)


def test_a_code_asked_before_the_suspension_opens_nothing(visit: Visit, moderator: User, resident: User) -> None:
    browser = visit()
    browser.post(LOGIN, {"login": resident.email, "avec": "code"})
    code = code_for(resident.email)
    suspend(visit, moderator, resident)
    browser.post("/compte/code/", {"code": code})
    assert browser.get("/compte/profil/").status_code == 302


def test_a_suspension_is_lifted(visit: Visit, moderator: User, administrator: User, resident: User) -> None:
    suspend(visit, moderator, resident)
    assert suspend(visit, administrator, resident) == 422
    visit(administrator).post(f"{LIST}{resident.pk}/rouvrir/")
    resident.refresh_from_db()
    assert resident.is_active
    held = Suspension.objects.get()
    assert (held.by, held.lifted_by) == (moderator, administrator)
    assert visit(administrator).post(f"{LIST}{resident.pk}/rouvrir/").status_code == 302
    browser = visit()
    fields = {"login": resident.email, "avec": "mot-de-passe", "password": PASSWORD}
    assert browser.post(LOGIN, fields)["Location"] == "/"


def test_a_reason_is_asked_for(visit: Visit, moderator: User, resident: User) -> None:
    assert suspend(visit, moderator, resident, "  ") == 422
    resident.refresh_from_db()
    assert resident.is_active


def test_a_moderator_does_not_suspend_the_team(visit: Visit, moderator: User, administrator: User) -> None:
    assert suspend(visit, moderator, administrator) == 403
    assert suspend(visit, moderator, moderator) == 403


def test_only_administrators_see_and_search_addresses(
    visit: Visit, moderator: User, administrator: User, resident: User
) -> None:
    assert resident.email not in visit(moderator).get(LIST).content.decode()
    assert resident.email not in visit(moderator).get(f"{LIST}{resident.pk}/").content.decode()
    assert "Camille" not in visit(moderator).get(LIST, {"words": "resident@"}).content.decode()
    assert "Camille" in visit(administrator).get(LIST, {"words": "resident@"}).content.decode()


def test_the_list_is_filtered(visit: Visit, moderator: User, resident: User) -> None:
    suspend(visit, moderator, resident)
    page = visit(moderator).get(LIST, {"state": "suspended"}).content.decode()
    assert "Camille" in page
    assert "1\u00a0compte<" in page
    assert "Camille" not in visit(moderator).get(LIST, {"state": "team"}).content.decode()


def test_the_list_asks_the_database_as_much_for_one_as_for_many(visit: Visit, moderator: User) -> None:
    asked = []
    for count in (1, 2, 40):
        for number in range(count):
            make_user(f"p{count}-{number}@example.org", f"P{number}")
        asked.append(queries(visit(moderator), LIST))
    assert asked[0] == asked[2] <= MOST
