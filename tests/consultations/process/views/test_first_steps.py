"""The first steps of a new team: they tick themselves, each from what is true, at a constant cost."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.process.models import State
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.accounts.operations.inviting import invite_participants
from platform_core.accounts.operations.team import invite_member
from platform_core.audit.models import Entry
from platform_core.errors import NotAllowed
from platform_core.pages.models import Page
from tenants.postgresql.current import connection
from tenants.spaces.models import Space
from tenants.spaces.operations import put_first_steps_away
from tests import making

HOME = "/equipe/"
ALL = ["brand", "pages", "team", "consultation", "invite"]


@pytest.fixture
def founder(space: Space) -> User:
    """Return the only person of a new space."""
    User.objects.all().delete()
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(opened_at=None)
    return making.make_user("seule@example.org", "Seule", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def browser(visit: making.Visit, founder: User) -> Client:
    return visit(founder)


def ticked(browser: Client) -> list[str]:
    """Return the steps that are done, as the page has them."""
    lines = browser.get(HOME).context["first_steps"]
    assert [line.step.slug for line in lines] == ALL
    return [line.step.slug for line in lines if line.is_done]


def change(space: Space, **facts: object) -> None:
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(**facts)


def test_nothing_is_ticked_at_first(browser: Client) -> None:
    page = browser.get(HOME)
    assert ticked(browser) == []
    text = re.sub(r"\s+", " ", page.content.decode())
    assert "0 sur 5" in text
    for words in (
        "Donner un visage",
        "Relire les pages légales",
        "Inviter l’équipe",
        "première concertation",
        "habitants",
    ):
        assert words in text
    assert "Possible dès que l’espace est ouvert au public" in text


@pytest.mark.parametrize(
    "look", [{"accent": "#aa0000"}, {"tagline": "Parlons-en"}, {"home_blocks": [{"kind": "news"}]}]
)
def test_the_look_is_ticked_once_something_is_chosen(look: dict[str, object], space: Space, browser: Client) -> None:
    change(space, **look)
    assert ticked(browser) == ["brand"]


def test_the_pages_are_ticked_when_none_is_missing(browser: Client) -> None:
    pages = Page.objects.filter(is_required=True)
    pages.update(is_complete=True)
    pages.filter(slug="mentions-legales").update(is_complete=False)
    assert ticked(browser) == []
    pages.update(is_complete=True)
    assert ticked(browser) == ["pages"]


def test_the_team_is_ticked_by_an_invitation_or_a_second_member(browser: Client, founder: User) -> None:
    invite_member(by=founder, email="nadia@example.org", roles=[Role.MODERATOR])
    assert ticked(browser) == ["team"]


def test_a_second_member_is_enough(browser: Client) -> None:
    making.make_user("autre@example.org", roles=[Role.ANALYST])
    assert ticked(browser) == ["team"]


def test_a_draft_is_no_first_consultation(browser: Client) -> None:
    consultation = making.make_consultation(state=State.DRAFT, published_at=None)
    assert ticked(browser) == []
    consultation.state, consultation.published_at = State.PUBLISHED, timezone.now()
    consultation.save()
    assert ticked(browser) == ["consultation"]


def test_residents_are_invited_once_the_first_one_came(space: Space, browser: Client) -> None:
    change(space, opened_at=timezone.now())
    [line] = [line for line in browser.get(HOME).context["first_steps"] if line.step.slug == "invite"]
    assert line.url == "/equipe/faire-connaitre/"
    page = browser.get(line.url).content.decode()
    assert space.url in page
    assert 'href="/equipe/participants/inviter/"' in page
    making.make_user("lou@example.org")
    assert ticked(browser) == ["invite"]


def test_an_invitation_to_take_part_is_enough(space: Space, founder: User, browser: Client) -> None:
    change(space, opened_at=timezone.now())
    invite_participants(by=founder, addresses="lou@example.org")
    assert ticked(browser) == ["invite"]


def test_only_an_administrator_of_the_space_puts_it_away(space: Space, other_space: Space, founder: User) -> None:
    moderator = making.make_user("autre@example.org", roles=[Role.MODERATOR])
    for by, where in ((moderator, space), (founder, other_space)):
        with pytest.raises(NotAllowed):
            put_first_steps_away(by=by, space=where)
    put_first_steps_away(by=founder, space=space)
    put_first_steps_away(by=founder, space=space)
    assert Entry.objects.filter(action="spaces.settle").count() == 1


def test_the_list_is_put_away_by_an_administrator(space: Space, visit: making.Visit, browser: Client) -> None:
    moderator = making.make_user("autre@example.org", roles=[Role.MODERATOR])
    assert visit(moderator).post("/equipe/premiers-pas/ranger/").status_code == 403
    assert browser.get("/equipe/premiers-pas/ranger/").status_code == 405
    assert browser.post("/equipe/premiers-pas/ranger/").status_code == 302
    answer = browser.get(HOME)
    assert answer.context["first_steps"] == []
    assert "Vos premiers pas" not in answer.content.decode()


def test_the_list_costs_the_same_for_a_young_and_an_old_space(space: Space, founder: User, browser: Client) -> None:
    def cost() -> int:
        browser.get(HOME)
        with CaptureQueriesContext(connection) as asked:
            browser.get(HOME)
        return len(asked)

    young = cost()
    assert young <= 12
    for number in range(3):
        making.make_user(f"lou{number}@example.org")
        invite_member(by=founder, email=f"membre{number}@example.org", roles=[Role.MODERATOR])
        making.make_consultation(title=f"C{number}", slug=f"c{number}", state=State.DRAFT, published_at=None)
    assert cost() <= 12


def test_the_button_to_open_comes_with_the_last_page(browser: Client) -> None:
    text = browser.get(HOME).content.decode()
    assert "Votre espace est en préparation" in text
    assert "Mentions légales" in text
    Page.objects.filter(is_required=True).update(is_complete=True)
    assert "Votre espace est prêt à ouvrir" in browser.get(HOME).content.decode()


def test_blanks_are_proposed_where_they_are_known(space: Space, browser: Client) -> None:
    change(space, insee="59350", postcode="59000")
    form = browser.get("/equipe/pages/a-completer/").context["form"]
    assert form["editeur_adresse"].value() == "Mairie, 59000 Lille"
    assert form["dpo_contact"].value() == space.contact_email
    assert not form["directeur_publication"].value()
