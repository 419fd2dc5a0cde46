"""On every page of the team while a limit is near or reached, for no statement more; operators are told of members."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from billing_free.plans import tasks
from billing_free.plans.near import known
from billing_free.quotas.table import EXPORTS, MEMBERS, QUOTAS
from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.mail.models import Email
from tenants.spaces.models import Space, State
from tests import making
from tests.billing_free.quotas.filling import FILL, LIMIT, lift, lower

HOME, USAGE = "/equipe/", "/equipe/usage/"
FULL, NEAR = "Une limite de votre espace est atteinte", "Votre espace approche d’une limite"


def plenty(space: Space, **limits: int) -> None:
    lower(space, **{**dict.fromkeys(QUOTAS, 10**6), **limits})


def look() -> None:
    """Do what the clock does."""
    tasks.look()


def page(browser: Client, path: str = HOME) -> str:
    return browser.get(path).content.decode()


@pytest.mark.parametrize("quota", QUOTAS)
def test_at_80_and_at_100_the_team_reads_what_happens(
    space: Space, visit: making.Visit, administrator: User, moderator: User, resident: User, quota: str
) -> None:
    plenty(space, **{quota: LIMIT})
    FILL[quota](8)
    look()
    for reader in (administrator, moderator):
        said = page(visit(reader), "/equipe/moderation/")
        assert NEAR in said
        assert f"{QUOTAS[quota].label} (80" in said
        assert str(QUOTAS[quota].full)[:30] in said
        assert f'href="{USAGE}"' in said
    FILL[quota](10 if quota == MEMBERS else 2)
    look()
    said = page(visit(administrator))
    assert f"{FULL} : {QUOTAS[quota].label}".replace(" :", "\u00a0:") in said.replace(" :", "\u00a0:")
    assert NEAR not in said
    for browser, path in [
        (visit(), "/"),
        (visit(resident), "/"),
        (visit(administrator), "/"),
        (visit(), "/concertations/"),
    ]:
        assert FULL not in page(browser, path)  # nothing of it outside the team's pages


def test_the_pages_of_the_platform_are_not_concerned(platform: None) -> None:
    assert making.operator_browser().get("/espaces/").status_code == 200


def test_below_80_nothing_is_said(space: Space, visit: making.Visit, administrator: User) -> None:
    plenty(space, exports=LIMIT)
    FILL[EXPORTS](7)
    look()
    assert "limite" not in page(visit(administrator))


def test_several_limits_make_two_notices_at_most(space: Space, visit: making.Visit, administrator: User) -> None:
    lower(space, **{**dict.fromkeys(QUOTAS, 10**6), "exports": LIMIT, "api_calls": LIMIT, "members": LIMIT})
    FILL["exports"](10)
    FILL["api_calls"](10)
    FILL["members"](8)
    look()
    said = page(visit(administrator))
    assert "Des limites de votre espace sont atteintes" in said
    assert "Exports du jour, Appels de programmes du jour" in said
    assert "Aucune concertation en cours n’est coupée." in said
    assert NEAR in said
    assert said.count("Voir l’usage et demander plus") == 2


def test_it_costs_no_statement(space: Space, visit: making.Visit, administrator: User) -> None:
    browser, seen = visit(administrator), []
    for share in (0, LIMIT):
        FILL[EXPORTS](share)
        plenty(space, exports=LIMIT)
        page(browser)
        with CaptureQueriesContext(connection) as asked:
            said = page(browser)
        seen.append((len(asked), FULL in said))
    assert [shown for _count, shown in seen] == [False, True]
    assert seen[0][0] == seen[1][0]


def test_the_page_of_usage_says_it_once(space: Space, visit: making.Visit, administrator: User) -> None:
    FILL[EXPORTS](LIMIT)
    plenty(space, exports=LIMIT)
    said = page(visit(administrator), USAGE)
    assert FULL not in said
    assert (
        said.count("Vous pourrez demander un nouvel export le lendemain.") == 2
    )  # the alert, and the line of the quota


def test_it_ends_with_the_raise_at_once_and_with_the_period(
    space: Space, visit: making.Visit, administrator: User
) -> None:
    FILL[EXPORTS](LIMIT)
    plenty(space, exports=LIMIT)
    browser = visit(administrator)
    assert FULL in page(browser)
    with making.in_platform():
        kept = Space.objects.get(pk=space.pk).near_limits
        kept[EXPORTS][2] = str(timezone.localdate() - timedelta(days=1))  # of yesterday, nobody looked since midnight
        Space.objects.filter(pk=space.pk).update(near_limits=kept)
    assert FULL not in page(browser)
    look()
    assert FULL in page(browser)
    lift(space, EXPORTS, 100)
    assert FULL not in page(browser)


def test_a_read_only_space_speaks_of_that_alone(space: Space, visit: making.Visit, administrator: User) -> None:
    FILL[EXPORTS](LIMIT)
    plenty(space, exports=LIMIT)
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(state=State.ARCHIVED)
    assert FULL not in page(visit(administrator))


@pytest.mark.parametrize("written", [None, [], "x", {"exports": 3}, {"exports": ["full"]}, {"gold": ["full", 1, "x"]}])
def test_what_makes_no_sense_is_not_shown(space: Space, written: object) -> None:
    assert known(written) == []


def letters() -> list[str]:
    with making.in_platform():
        found = Email.objects.filter(key__startswith="plans.members_full").order_by("pk")
        return [f"{one.to} {one.paragraphs} {one.action_url}" for one in found]


def test_operators_are_told_once_a_month_that_members_are_full(space: Space, administrator: User) -> None:
    with making.in_platform():
        for name in ("odile", "karim"):
            making.make_user(f"{name}@example.org", roles=[Role.OPERATOR])
        making.make_user("personne@example.org")
    plenty(space, members=LIMIT)
    FILL[MEMBERS](9)
    look()
    assert letters() == []
    FILL[MEMBERS](10)
    for _twice in range(2):
        look()
    said = letters()
    assert [one.split()[0] for one in said] == ["odile@example.org", "karim@example.org"]
    assert "Limite de son plan" in said[0]
    assert f"/operateur/usage/{space.pk}/" in said[0]
    with making.in_platform():
        for one in Email.objects.filter(key__startswith="plans.members_full"):
            Email.objects.filter(pk=one.pk).update(key=one.key.replace(str(timezone.localdate().year), "2020"))
    look()
    assert len(letters()) == 4


def test_operators_are_not_told_of_what_stops_by_itself(space: Space, administrator: User) -> None:
    with making.in_platform():
        making.make_user("odile@example.org", roles=[Role.OPERATOR])
    plenty(space, exports=LIMIT)
    FILL[EXPORTS](LIMIT)
    look()
    assert letters() == []
