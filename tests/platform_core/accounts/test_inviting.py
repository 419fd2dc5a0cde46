"""People are invited to take part, one by one or by a list, even where nobody may sign up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from platform_core.accounts.models import Invitation, User
from platform_core.accounts.operations import inviting
from platform_core.accounts.operations.entrance import set_entrance
from platform_core.accounts.operations.forgetting import forget_invitations
from platform_core.accounts.operations.inviting import invite_participants
from platform_core.accounts.operations.team import invite_member
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.mail.models import Email
from tests import making
from tests.making import Visit
from tests.platform_core.accounts.counting import queries
from tests.platform_core.accounts.letterbox import last_letter

PAGE = "/equipe/participants/inviter/"


def link_to(address: str) -> str:
    return "/invitation/" + last_letter(address).action_url.partition("/invitation/")[2]


def is_in(browser: object) -> bool:
    return bool(browser.get("/compte/profil/").status_code == 200)  # type: ignore[attr-defined]  # a test browser


def test_a_pasted_list_is_invited_and_comes_in_where_nobody_may_sign_up(visit: Visit, administrator: User) -> None:
    set_entrance(by=administrator, joining="invitation", domains="", way="both")
    browser = visit(administrator)
    typed = "Marie Durand <Marie@exemple.fr>; paul@exemple.fr\n\n“Zoé” <zoe@exemple.fr>, paul@exemple.fr."
    assert browser.post(PAGE, {"addresses": typed})["Location"] == PAGE
    page = browser.get(PAGE).content.decode()
    assert "3 invitations envoyées." in page
    for address in ("marie@exemple.fr", "paul@exemple.fr", "zoe@exemple.fr"):
        assert page.count(f'<p class="rows__title">{address}</p>') == 1
    guest = visit()
    link = link_to("marie@exemple.fr")
    shown = guest.get(link).content.decode()
    assert "Participer sur Ville de Lille" in shown
    assert "équipe de" not in shown.partition("<footer")[0].replace("L’équipe de", "")
    assert guest.post(link, {"public_name": "Marie"}).status_code == 422
    assert guest.post(link, {"public_name": "Marie", "agreement": "on"})["Location"] == "/"
    assert is_in(guest)
    user = User.objects.get(email="marie@exemple.fr")
    assert (user.roles, user.in_team) == ([], False)
    assert guest.get("/equipe/").status_code == 403
    assert visit().get(link).status_code == 410


def test_those_who_have_an_account_or_wait_already_are_left_alone(administrator: User, resident: User) -> None:
    invite_participants(by=administrator, addresses="paul@exemple.fr")
    found = invite_participants(by=administrator, addresses=f"paul@exemple.fr {resident.email}\nzoe@exemple.fr")
    assert (found.sent, found.known, found.waiting) == (1, 1, 1)
    assert Email.objects.filter(to="paul@exemple.fr").count() == 1
    assert not Email.objects.filter(to=resident.email).exists()


def test_one_too_old_is_sent_anew(administrator: User) -> None:
    invite_participants(by=administrator, addresses="paul@exemple.fr")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert invite_participants(by=administrator, addresses="paul@exemple.fr").sent == 1


@pytest.mark.parametrize("typed", ["paul", "paul@", "a@b", "paul@exemple.fr\nMarie Durand", "a b@exemple.fr@x"])
def test_what_is_no_address_is_said_and_nothing_is_sent(visit: Visit, administrator: User, typed: str) -> None:
    answer = visit(administrator).post(PAGE, {"addresses": typed})
    assert answer.status_code == 422
    assert "n’est pas une adresse e-mail" in answer.content.decode()
    assert not Invitation.objects.exists()
    assert typed.splitlines()[0] in answer.content.decode()


def test_lists_are_bounded(administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RuleBroken) as refused:
        invite_participants(by=administrator, addresses="\n".join(f"p{n}@exemple.fr" for n in range(201)))
    assert refused.value.code == "too_many"
    monkeypatch.setattr(inviting, "MOST_WAITING", 3)
    invite_participants(by=administrator, addresses="a@exemple.fr b@exemple.fr")
    with pytest.raises(RuleBroken) as refused:
        invite_participants(by=administrator, addresses="c@exemple.fr d@exemple.fr")
    assert refused.value.code == "too_many_waiting"
    assert Invitation.objects.count() == 2


def test_sent_again_the_former_link_opens_nothing_and_cancelled_neither(visit: Visit, administrator: User) -> None:
    invite_participants(by=administrator, addresses="paul@exemple.fr")
    first, invitation, browser = link_to("paul@exemple.fr"), Invitation.objects.get(), visit(administrator)
    assert browser.post(f"/equipe/invitations/{invitation.pk}/renvoyer/")["Location"] == PAGE
    second = link_to("paul@exemple.fr")
    assert (visit().get(first).status_code, visit().get(second).status_code) == (404, 200)
    assert browser.post(f"/equipe/invitations/{invitation.pk}/annuler/")["Location"] == PAGE
    assert visit().get(second).status_code == 410


def test_the_team_and_participants_have_each_their_list(visit: Visit, administrator: User) -> None:
    invite_participants(by=administrator, addresses="paul@exemple.fr")
    invite_member(by=administrator, email="marie@exemple.fr", roles=["moderator"])
    browser = visit(administrator)
    team, people = (browser.get(path).content.decode() for path in ("/equipe/membres/", PAGE))
    assert ("marie@exemple.fr" in team, "paul@exemple.fr" in team) == (True, False)
    assert ("marie@exemple.fr" in people, "paul@exemple.fr" in people) == (False, True)


def test_an_invitation_to_the_team_takes_the_place_of_one_to_take_part(administrator: User) -> None:
    invite_participants(by=administrator, addresses="paul@exemple.fr")
    assert invite_member(by=administrator, email="paul@exemple.fr", roles=["moderator"]).roles == ["moderator"]
    assert Invitation.objects.filter(revoked_at=None).count() == 1


def test_addresses_are_forgotten_sixty_days_after_the_last_one_the_invitation_was_good_for(
    administrator: User,
) -> None:
    invite_participants(by=administrator, addresses="paul@exemple.fr")
    ends = Invitation.objects.get().expires_at
    forget_invitations(by=making.SYSTEM, at=ends + timedelta(days=59))
    assert Invitation.objects.exists()
    forget_invitations(by=making.SYSTEM, at=ends + timedelta(days=60))
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["moderator", "analyst", "steering", None])
def test_only_administrators(visit: Visit, role: str | None) -> None:
    someone = making.make_user("quelquun@example.org", "Quelqu’un", roles=[role] if role else [])
    assert visit(someone).get(PAGE).status_code == 403
    with pytest.raises(NotAllowed):
        invite_participants(by=someone, addresses="paul@exemple.fr")


def test_the_log_has_figures_and_no_address(administrator: User) -> None:
    invite_participants(by=administrator, addresses="paul@exemple.fr")
    entry = Entry.objects.get(action="accounts.invite_participants")
    assert entry.details == {"sent": 1, "known": 0, "waiting": 0}


def test_the_list_costs_the_same_whatever_its_length(visit: Visit, administrator: User) -> None:
    browser = visit(administrator)
    invite_participants(by=administrator, addresses="p0@exemple.fr")
    browser.get(PAGE)
    one = queries(browser, PAGE)
    invite_participants(by=administrator, addresses="\n".join(f"q{n}@exemple.fr" for n in range(40)))
    assert queries(browser, PAGE) == one <= 12
    assert "page=2" in browser.get(PAGE).content.decode()
