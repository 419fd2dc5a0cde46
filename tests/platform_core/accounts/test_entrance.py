"""Who may create an account, and by what one signs in, is the choice of the space."""

from __future__ import annotations

import pytest
from django.core import mail

from platform_core.accounts.models import Entrance, User
from platform_core.accounts.operations.entrance import set_entrance
from platform_core.accounts.operations.team import accept_invitation, invite_member
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed, RuleBroken
from platform_core.mail.models import Email
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.notifications.telling import deliver

SIGN_IN, SIGN_UP, PAGE = "/compte/connexion/", "/compte/inscription/", "/equipe/connexion/"


def choose(administrator: User, joining: str = "open", domains: str = "", way: str = "both") -> Entrance:
    return set_entrance(by=administrator, joining=joining, domains=domains, way=way)


def sign_up(visit: making.Visit, address: str) -> tuple[int, str]:
    answer = visit().post(SIGN_UP, {"email": address, "public_name": "Nouvelle", "agreement": "on"})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("joining", "address", "joins"),
    [
        ("open", "moi@ailleurs.example", True),
        ("domains", "moi@exemple.fr", True),
        ("domains", "MOI@Exemple.FR", True),
        ("domains", "moi@ecole.exemple.fr", False),
        ("domains", "moi@pasexemple.fr", False),
        ("domains", "moi@exemple.fr.evil.example", False),
        ("domains", "exemple.fr@evil.example", False),
        ("invitation", "moi@exemple.fr", False),
    ],
)
def test_who_may_create_an_account(
    visit: making.Visit, administrator: User, joining: str, address: str, joins: bool
) -> None:
    choose(administrator, joining, "exemple.fr")
    sign_up(visit, address)
    assert User.objects.filter(email=address.lower()).exists() is joins


def test_a_refused_address_is_told_which_are_taken(visit: making.Visit, administrator: User) -> None:
    choose(administrator, "domains", "exemple.fr autre.fr")
    status, page = sign_up(visit, "moi@ailleurs.example")
    assert status == 422
    assert "réservés aux adresses @autre.fr, @exemple.fr" in page
    assert 'value="moi@ailleurs.example"' in page


def test_an_account_does_not_move_to_an_address_that_is_not_taken(
    visit: making.Visit, administrator: User, resident: User
) -> None:
    choose(administrator, "domains", "exemple.fr")
    visit(resident).post("/compte/adresse/", {"email": "moi@ailleurs.example", "action_add": ""})
    deliver()
    assert not any("moi@ailleurs.example" in one.to for one in mail.outbox)


def test_closed_the_pages_say_so_and_whoever_is_invited_comes_in(visit: making.Visit, administrator: User) -> None:
    choose(administrator, "invitation")
    assert "sur invitation" in visit().get(SIGN_IN).content.decode()
    assert "sur invitation" in visit().get(SIGN_UP).content.decode()
    invitation = invite_member(by=administrator, email="collegue@exemple.fr", roles=["moderator"])
    assert accept_invitation(by=administrator, invitation=invitation, public_name="Collègue").roles == ["moderator"]
    visit().post(SIGN_IN, {"login": "inconnu@exemple.fr"})
    letter = Email.objects.get(to="inconnu@exemple.fr")
    assert letter.action_url == ""


def test_by_code_alone_a_password_opens_nothing(visit: making.Visit, administrator: User, resident: User) -> None:
    choose(administrator, way="code")
    browser = visit()
    page = browser.get(f"{SIGN_IN}?avec=mot-de-passe").content.decode()
    assert 'type="password"' not in page
    browser.post(SIGN_IN, {"login": resident.email, "password": making.PASSWORD, "avec": "mot-de-passe"})
    assert browser.get("/compte/profil/").status_code == 302
    assert Email.objects.filter(to=resident.email, key__startswith="account:").count() == 1  # a code, as for anybody


def test_by_password_alone_no_code_is_sent(visit: making.Visit, administrator: User, resident: User) -> None:
    choose(administrator, way="password")
    browser = visit()
    page = browser.get(SIGN_IN).content.decode()
    assert 'type="password"' in page
    assert "Recevoir plutôt un code" not in page
    assert browser.post(SIGN_IN, {"login": resident.email, "avec": "code"}).status_code == 422
    assert not Email.objects.filter(to=resident.email).exists()
    browser.post(SIGN_IN, {"login": resident.email, "password": making.PASSWORD})
    assert browser.get("/compte/profil/").status_code == 200


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(visit: making.Visit, administrator: User) -> None:
    browser = visit(administrator)
    assert browser.get(PAGE).status_code == 200
    refused = browser.post(PAGE, {"joining": "domains", "domains": "pas un domaine", "way": "code"})
    assert refused.status_code == 422
    assert "pas un domaine" in refused.content.decode()
    assert browser.post(PAGE, {"joining": "domains", "domains": "", "way": "code"}).status_code == 422
    assert not Entrance.objects.exists()
    kept = browser.post(PAGE, {"joining": "domains", "domains": "@Exemple.FR,\nbéthune.fr", "way": "code"})
    assert kept.status_code == 302
    assert Entrance.objects.get().domains == ["exemple.fr", "xn--bthune-bva.fr"]
    assert Entry.objects.filter(action="accounts.set_entrance", actor_id=administrator.pk).count() == 1


@pytest.mark.parametrize("role", ["moderator", "analyst", "steering", None])
def test_only_administrators_choose(role: str | None, space: Space, visit: making.Visit) -> None:
    someone = making.make_user("quelquun@example.org", "Quelqu’un", roles=[role] if role else [])
    with pytest.raises(NotAllowed):
        choose(someone)
    assert visit(someone).get(PAGE).status_code == 403


@pytest.mark.parametrize("typed", ["exemple", "127.0.0.1", "a b.fr c", "-a.fr", "*.fr"])
def test_what_is_no_domain_is_refused(administrator: User, typed: str) -> None:
    with pytest.raises(RuleBroken):
        choose(administrator, "domains", typed)


def test_the_choice_of_a_space_is_its_own(administrator: User, other_space: Space, visit: making.Visit) -> None:
    choose(administrator, "invitation")
    assert "Créer un compte" in visit(at=other_space).get(SIGN_IN).content.decode()
