"""What teams see: on their pages alone, between two moments, until they put it away; and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from platform_core.access.roles import Role
from platform_core.accounts.models import User
from platform_core.errors import NotAllowed
from tenants.announcements.operations import put_away, show_to_new, withdraw_announcement
from tenants.spaces.models import Space, State
from tests import making
from tests.tenants.announcements.conftest import Say

TEAM_PAGE = "/equipe/"
HOSTILE = (
    "<script>alert(1)</script> [lien](javascript:alert(2)) <img src=x onerror=alert(3)> ![x](//mal.example/x.png)"
)


def page(browser: Client, path: str = TEAM_PAGE) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_team_reads_it_on_its_own_pages_and_nobody_else_does(
    say: Say, visit: making.Visit, administrator: User, moderator: User, resident: User
) -> None:
    say()
    for member in (administrator, moderator):
        text = page(visit(member))
        assert "Coupure mardi" in text
        assert "<strong>20 h</strong>" in text
        assert "Coupure mardi" not in page(visit(member), "/")
    for path in ("/", "/concertations/"):
        assert "Coupure mardi" not in page(visit(), path)
        assert "Coupure mardi" not in page(visit(resident), path)


def test_it_is_for_the_spaces_chosen_alone(
    say: Say, visit: making.Visit, administrator: User, other_space: Space
) -> None:
    with making.in_space(other_space):
        elsewhere = making.make_user("chef@example.org", roles=[Role.ADMINISTRATOR])
    say(spaces=[other_space], title="Pour Amiens", audience="amiens")
    assert "Pour Amiens" not in page(visit(administrator))
    assert "Pour Amiens" not in page(visit(administrator), "/equipe/annonces/")
    assert "Pour Amiens" in page(visit(elsewhere, at=other_space))
    assert "Pour Amiens" in page(visit(elsewhere, at=other_space), "/equipe/annonces/")


def test_it_begins_and_ends_by_its_dates(say: Say, visit: making.Visit, administrator: User) -> None:
    later = timezone.now() + timedelta(hours=2)
    say(starts_at=later, ends_at=later + timedelta(days=1))
    assert "Coupure mardi" not in page(visit(administrator))
    with making.in_platform():
        row = Space.objects.get(label="lille")
        moved = [{**one, "from": (timezone.now() - timedelta(days=2)).isoformat()} for one in row.banners]
        Space.objects.filter(pk=row.pk).update(banners=moved)
    assert "Coupure mardi" in page(visit(administrator))
    with making.in_platform():
        over = [{**one, "until": (timezone.now() - timedelta(seconds=1)).isoformat()} for one in moved]
        Space.objects.filter(pk=row.pk).update(banners=over)
    assert "Coupure mardi" not in page(visit(administrator))


def test_each_puts_it_away_for_oneself_and_it_stays_in_the_list(
    say: Say, visit: making.Visit, administrator: User, moderator: User
) -> None:
    key = say().key
    answer = visit(administrator).post(f"/equipe/annonces/{key}/ranger/", {"next": "/equipe/usage/"})
    assert (answer.status_code, answer["Location"]) == (302, "/equipe/usage/")
    assert "Coupure mardi" not in page(visit(administrator))
    assert "Coupure mardi" in page(visit(administrator), "/equipe/annonces/")
    assert "Coupure mardi" in page(visit(moderator))
    say(title="Une autre")  # written since: what was put away stays away
    text = page(visit(administrator))
    assert "Une autre" in text
    assert "Coupure mardi" not in text


@pytest.mark.parametrize("following", ["https://mal.example/", "//mal.example/", "javascript:alert(1)", ""])
def test_putting_away_leads_nowhere_else(following: str, say: Say, visit: making.Visit, administrator: User) -> None:
    answer = visit(administrator).post(f"/equipe/annonces/{say().key}/ranger/", {"next": following})
    assert answer["Location"] == "/equipe/annonces/"


def test_a_resident_puts_nothing_away(say: Say, space: Space, visit: making.Visit, resident: User) -> None:
    key = say().key
    assert visit(resident).post(f"/equipe/annonces/{key}/ranger/").status_code in {403, 404}
    with pytest.raises(NotAllowed):
        put_away(by=resident, space=space, key=key)


def test_a_read_only_space_reads_it_and_puts_it_away(
    say: Say, visit: making.Visit, administrator: User, space: Space
) -> None:
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(state=State.SUSPENDED)
    key = say().key
    browser = visit(administrator)
    assert "Coupure mardi" in page(browser)
    assert browser.post(f"/equipe/annonces/{key}/ranger/").status_code == 302
    assert "Coupure mardi" not in page(browser)


def test_withdrawn_it_is_gone_at_once(say: Say, visit: making.Visit, administrator: User) -> None:
    made = say()
    assert "Coupure mardi" in page(visit(administrator))
    with making.in_platform():
        withdraw_announcement(by=making.SYSTEM, announcement=made)
    for path in (TEAM_PAGE, "/equipe/annonces/"):
        assert "Coupure mardi" not in page(visit(administrator), path)


def test_hostile_text_is_inert(say: Say, visit: making.Visit, administrator: User) -> None:
    say(title=HOSTILE[:120], body=HOSTILE)
    for path in (TEAM_PAGE, "/equipe/annonces/"):
        text = page(visit(administrator), path)
        for live in ("<script>alert", 'href="javascript:', "<img src=x", 'mal.example/x.png"'):
            assert live not in text, live


def test_a_space_that_opens_reads_what_is_said_to_everybody(say: Say, space: Space) -> None:
    say()
    with making.in_platform():
        Space.objects.filter(pk=space.pk).update(banners=[])
        show_to_new(by=making.SYSTEM, space=space)
        assert [one["title"] for one in Space.objects.get(pk=space.pk).banners] == ["Coupure mardi"]


def test_it_costs_no_statement_and_no_cache(say: Say, visit: making.Visit, administrator: User) -> None:
    browser = visit(administrator)
    counts = []
    for _time in range(3):
        browser.get(TEAM_PAGE)
        with CaptureQueriesContext(connection) as asked:
            browser.get(TEAM_PAGE)
        counts.append(len(asked))
        say()
        cache.clear()
    assert len(set(counts)) == 1
