"""The team: invitations, roles, the last administrator."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from platform_core.access.roles import Role
from platform_core.accounts.models import Invitation, User
from platform_core.accounts.operations.team import accept_invitation, change_roles, invite_member
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.mail.models import Email
from tests.making import PASSWORD, Visit, make_user
from tests.platform_core.accounts.counting import MOST, queries
from tests.platform_core.accounts.letterbox import last_letter

INVITE, TEAM = "/equipe/membres/inviter/", "/equipe/membres/"
NEW = "nouvelle@example.org"
ARRIVE = {"public_name": "Nour, mairie", "agreement": "on"}


def invited(browser: Client, email: str = NEW, *roles: str) -> str:
    """Invite by the page; return the path of the link that is received."""
    answer = browser.post(INVITE, {"email": email, "roles": roles or ("moderator",)})
    assert answer.status_code == 302, answer.content.decode()
    return re.sub(r"^https?://[^/]+", "", last_letter(email).action_url)


def opens_team(browser: Client) -> bool:
    return browser.get(TEAM).status_code == 200


def test_an_invitation_makes_an_account_and_signs_in(visit: Visit, administrator: User) -> None:
    link = invited(visit(administrator), NEW, "moderator", "analyst")
    guest = visit()
    page = guest.get(link)
    assert page.status_code == 200
    assert str(Role.MODERATOR.explanation) in page.content.decode()
    assert not User.objects.filter(email=NEW).exists()
    assert guest.post(link, {"public_name": ""}).status_code == 422
    assert guest.post(link, ARRIVE)["Location"] == "/equipe/"
    assert opens_team(guest)
    user = User.objects.get(email=NEW)
    assert (user.roles, user.public_name) == (["analyst", "moderator"], "Nour, mairie")
    assert EmailAddress.objects.get(user=user).verified
    entry = Entry.objects.get(action="accounts.accept_invitation")
    assert (entry.actor_id, entry.details) == (user.pk, {"before": [], "after": ["analyst", "moderator"]})


def test_an_invitation_serves_once(visit: Visit, administrator: User) -> None:
    link = invited(visit(administrator))
    visit().post(link, ARRIVE)
    for method in ("get", "post"):
        again = getattr(visit(), method)(link, ARRIVE)
        assert again.status_code == 410
        assert "a déjà servi" in again.content.decode()


def test_an_invitation_is_kept_hashed(visit: Visit, administrator: User) -> None:
    secret = invited(visit(administrator)).split("/")[2]
    assert len(secret) >= 43  # 256 bits in base 64
    assert secret not in str(Invitation.objects.values().get())


def test_an_invitation_expires_after_seven_days(visit: Visit, administrator: User) -> None:
    link = invited(visit(administrator))
    left = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
    Invitation.objects.update(expires_at=timezone.now())
    assert visit().post(link, ARRIVE).status_code == 410
    assert not User.objects.filter(email=NEW).exists()


def test_an_expired_invitation_can_be_made_again_or_sent_again(visit: Visit, administrator: User) -> None:
    browser = visit(administrator)
    invited(browser)
    Invitation.objects.update(expires_at=timezone.now())
    first = invited(browser)
    one = Invitation.objects.get(revoked_at=None)
    browser.post(f"/equipe/invitations/{one.pk}/renvoyer/")
    second = re.sub(r"^https?://[^/]+", "", last_letter(NEW).action_url)
    assert visit().get(first).status_code == 404
    assert visit().get(second).status_code == 200


def test_a_revoked_invitation_opens_nothing(visit: Visit, administrator: User) -> None:
    browser = visit(administrator)
    link = invited(browser)
    browser.post(f"/equipe/invitations/{Invitation.objects.get().pk}/annuler/")
    assert visit().post(link, ARRIVE).status_code == 410
    assert browser.post(f"/equipe/invitations/{Invitation.objects.get().pk}/renvoyer/").status_code == 302
    assert not Email.objects.filter(to=NEW).exists()  # it had not left yet: it never will, and none is sent again


def test_a_link_that_was_never_made_tells_nothing(visit: Visit) -> None:
    assert visit().get("/invitation/n-importe-quoi/").status_code == 404


def test_an_address_has_one_pending_invitation(visit: Visit, administrator: User) -> None:
    browser = visit(administrator)
    invited(browser)
    again = browser.post(INVITE, {"email": NEW.upper(), "roles": ["analyst"]})
    assert again.status_code == 422
    assert "attend déjà sa réponse" in again.content.decode()


def test_a_member_is_not_invited_again(visit: Visit, administrator: User, moderator: User) -> None:
    answer = visit(administrator).post(INVITE, {"email": moderator.email, "roles": ["analyst"]})
    assert answer.status_code == 422


@pytest.mark.parametrize("roles", [[], ["operator"], ["chef"]])
def test_only_roles_of_the_team_are_given(
    visit: Visit, administrator: User, moderator: User, roles: list[str]
) -> None:
    browser = visit(administrator)
    assert browser.post(INVITE, {"email": NEW, "roles": roles}).status_code == 422
    assert browser.post(f"{TEAM}{moderator.pk}/", {"roles": roles}).status_code == 422
    with pytest.raises(RuleBroken):
        invite_member(by=administrator, email=NEW, roles=roles)


def test_a_resident_keeps_the_account_when_joining_the_team(visit: Visit, administrator: User, resident: User) -> None:
    link = invited(visit(administrator), resident.email)
    browser = visit()
    assert browser.post(link)["Location"] == "/equipe/"
    resident.refresh_from_db()
    assert (resident.roles, resident.public_name) == (["moderator"], "Camille")
    assert resident.check_password(PASSWORD)
    assert opens_team(browser)


def test_whoever_is_signed_in_with_another_account_changes_account(
    visit: Visit, administrator: User, resident: User
) -> None:
    link = invited(visit(administrator))
    browser = visit(resident)
    assert "à la place du vôtre" in browser.get(link).content.decode()
    browser.post(link, ARRIVE)
    resident.refresh_from_db()
    assert resident.roles == []
    assert opens_team(browser)


def test_a_suspended_person_cannot_come_back_by_an_invitation(
    visit: Visit, administrator: User, resident: User
) -> None:
    link = invited(visit(administrator), resident.email)
    User.objects.filter(pk=resident.pk).update(is_active=False)
    browser = visit()
    assert browser.post(link).status_code == 422
    assert not opens_team(browser)
    assert visit(administrator).post(INVITE, {"email": resident.email, "roles": ["analyst"]}).status_code == 422


def test_roles_take_effect_at_once_and_are_logged(visit: Visit, administrator: User, moderator: User) -> None:
    theirs = visit(moderator)
    assert theirs.get("/equipe/participants/").status_code == 200
    visit(administrator).post(f"{TEAM}{moderator.pk}/", {"roles": ["analyst"]})
    assert theirs.get("/equipe/participants/").status_code == 403
    entry = Entry.objects.get(action="accounts.change_roles")
    assert entry.details == {"before": ["moderator"], "after": ["analyst"]}
    assert entry.actor_id == administrator.pk
    assert last_letter(moderator.email).subject == "Votre rôle a changé"


def test_a_person_taken_out_of_the_team_keeps_the_account(visit: Visit, administrator: User, moderator: User) -> None:
    theirs = visit(moderator)
    visit(administrator).post(f"{TEAM}{moderator.pk}/retirer/")
    assert not opens_team(theirs)
    assert theirs.get("/compte/profil/").status_code == 200


@pytest.mark.parametrize("act", ["change", "remove", "erase", "suspend"])
def test_the_last_administrator_stays(visit: Visit, administrator: User, act: str) -> None:
    make_user("ancienne@example.org", roles=[Role.ADMINISTRATOR])
    User.objects.exclude(pk=administrator.pk).update(is_active=False)  # a suspended administrator administers nothing
    browser = visit(administrator)
    {
        "change": lambda: browser.post(f"{TEAM}{administrator.pk}/", {"roles": ["analyst"]}),
        "remove": lambda: browser.post(f"{TEAM}{administrator.pk}/retirer/"),
        "suspend": lambda: browser.post(f"/equipe/participants/{administrator.pk}/", {"reason": "x"}),
        "erase": lambda: browser.post("/compte/mes-donnees/supprimer/", {"contributions": "keep", "is_sure": "on"}),
    }[act]()
    administrator.refresh_from_db()
    assert (administrator.roles, administrator.is_active) == ([Role.ADMINISTRATOR], True)


def test_an_administrator_may_leave_when_another_is_there(visit: Visit, administrator: User) -> None:
    make_user("autre@example.org", roles=[Role.ADMINISTRATOR])
    change_roles(by=administrator, member=administrator, roles=["analyst"])
    administrator.refresh_from_db()
    assert administrator.roles == ["analyst"]


def test_a_moderator_sees_the_team_and_changes_nothing(visit: Visit, moderator: User, administrator: User) -> None:
    browser = visit(moderator)
    page = browser.get(TEAM).content.decode()
    assert "Équipe de Lille" in page
    assert administrator.email not in page
    for path in (INVITE, f"{TEAM}{administrator.pk}/", f"{TEAM}{administrator.pk}/retirer/"):
        assert browser.post(path, {"roles": ["analyst"]}).status_code == 403
    with pytest.raises(NotAllowed):
        change_roles(by=moderator, member=moderator, roles=[Role.ADMINISTRATOR])


def test_an_invitation_read_before_it_was_spent_is_checked_again(administrator: User) -> None:
    invitation = invite_member(by=administrator, email=NEW, roles=["analyst"])
    accept_invitation(by=administrator, invitation=Invitation.objects.get(), public_name="Nour")
    with pytest.raises(NotAllowed):
        accept_invitation(by=administrator, invitation=invitation)


def test_the_list_asks_the_database_as_much_for_one_as_for_many(visit: Visit, administrator: User) -> None:
    asked = []
    for number in range(3):
        make_user(f"m{number}@example.org", f"M{number}", roles=["moderator", "analyst"])
        invite_member(by=administrator, email=f"i{number}@example.org", roles=["analyst"])
        asked.append(queries(visit(administrator), TEAM))
    assert asked[0] == asked[2] <= MOST
