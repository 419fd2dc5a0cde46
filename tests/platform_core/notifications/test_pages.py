"""One's notifications, one's choices, and the link that stops letters."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from platform_core import scope
from platform_core.accounts.models import User
from platform_core.mail.models import Email
from platform_core.notifications.letters import DIGEST, unsubscribe_url
from platform_core.notifications.models import Notification, Preferences
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.notifications.telling import deliver, tell


def path_of(url: str) -> str:
    return "/" + url.split("/", maxsplit=3)[3]


def page_of(visit: making.Visit, user: User, path: str) -> str:
    answer = visit(user).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_list_shows_ones_own_and_what_is_new(visit: making.Visit, resident: User, administrator: User) -> None:
    tell("here", [resident.pk], facts={"title": "À moi", "detail": "<script>"})
    tell("here", [administrator.pk], event="other", facts={"title": "À un autre"})
    page = page_of(visit, resident, "/notifications/")
    assert "À moi" in page
    assert "&lt;script&gt;" in page
    assert "À un autre" not in page
    assert "Non lue" in page


def test_the_header_counts_what_is_unread(visit: making.Visit, resident: User) -> None:
    for n in range(3):
        tell("here", [resident.pk], event=str(n))
    assert re.search(r"count--dot\">3<", page_of(visit, resident, "/"))
    assert "count--dot" not in visit().get("/").content.decode()


def test_opening_one_reads_it_and_leads_there(visit: making.Visit, resident: User) -> None:
    tell("here", [resident.pk], path="/concertations/")
    one = Notification.objects.get()
    answer = visit(resident).get(f"/notifications/{one.pk}/")
    assert answer["Location"] == "/concertations/"
    one.refresh_from_db()
    assert one.read_at


@pytest.mark.parametrize(("method", "end"), [("get", ""), ("post", "lue/")])
def test_somebody_elses_is_not_found(
    visit: making.Visit, resident: User, administrator: User, method: str, end: str
) -> None:
    tell("here", [resident.pk])
    one = Notification.objects.get()
    assert getattr(visit(administrator), method)(f"/notifications/{one.pk}/{end}").status_code == 404
    one.refresh_from_db()
    assert one.read_at is None


def test_all_are_read_but_those_that_came_since(visit: making.Visit, resident: User, administrator: User) -> None:
    tell("here", [resident.pk, administrator.pk])
    newest = Notification.objects.get(recipient=resident).pk
    tell("here", [resident.pk], event="since")
    visit(resident).post("/notifications/tout-lire/", {"newest": newest})
    unread = Notification.objects.filter(read_at=None)
    assert sorted((n.recipient_id, n.event) for n in unread) == sorted(
        [(resident.pk, "since"), (administrator.pk, "thing:1")]
    )


def test_the_unread_alone(visit: making.Visit, resident: User) -> None:
    tell("here", [resident.pk], event="a", facts={"title": "Ancienne"})
    Notification.objects.update(read_at="2026-05-01T10:00Z")
    tell("here", [resident.pk], event="b", facts={"title": "Nouvelle"})
    page = page_of(visit, resident, "/notifications/?voir=non-lues")
    assert "Nouvelle" in page
    assert "Ancienne" not in page


def test_the_list_costs_the_same_at_one_and_at_three_and_has_pages(visit: making.Visit, resident: User) -> None:
    browser = visit(resident)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get("/notifications/").status_code == 200
        return len(captured)

    tell("here", [resident.pk], event="0")
    few = cost()
    for n in range(1, 3):
        tell("here", [resident.pk], event=str(n))
    assert cost() == few <= 12
    for n in range(3, 45):
        tell("here", [resident.pk], event=str(n))
    assert cost() == few
    assert 'href="?page=3"' in page_of(visit, resident, "/notifications/?page=2")


def test_choices_are_kept_and_shown_again(visit: making.Visit, resident: User) -> None:
    page = page_of(visit, resident, "/compte/notifications/")
    assert "signalé à la modération" not in page  # the team's group is not for a resident
    names = set(re.findall(r'name="([^"]+)" value="immediate"', page))
    assert {"mine", "calendar", "followed"} <= names
    given = dict.fromkeys(names, "digest") | {"no_mail": "on"}
    assert visit(resident).post("/compte/notifications/", given).status_code == 302
    kept = Preferences.objects.get(person=resident)
    assert kept.rhythms["mine"] == "digest"
    assert kept.no_mail
    assert kept.switches == {"follow_own": False}
    again = page_of(visit, resident, "/compte/notifications/")
    assert re.search(r'name="mine" value="digest"[^>]*checked', again)


def test_a_choice_that_does_not_exist_is_refused_with_a_sentence(visit: making.Visit, resident: User) -> None:
    answer = visit(resident).post("/compte/notifications/", {"mine": "hourly"})
    assert answer.status_code == 422
    assert "Choisissez une des réponses proposées." in answer.content.decode()
    assert not Preferences.objects.exists()


def test_the_link_of_a_letter_stops_its_group_at_once(visit: making.Visit, resident: User) -> None:
    """As a mail program does (RFC 8058): no cookie, no page before, no token of ours."""
    tell("now", [resident.pk])
    deliver()
    link = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    browser = visit(enforce_csrf_checks=True)
    answer = browser.post(path_of(link), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    tell("now", [resident.pk], event="later")
    tell("daily", [resident.pk], event="later")
    deliver()
    assert len(mail.outbox) == 1
    assert Preferences.objects.get().rhythms == {"test_now": "none"}
    assert Notification.objects.get(kind="test.daily").mail == "digest"


def test_the_link_keeps_back_letters_not_sent_yet(visit: making.Visit, resident: User) -> None:
    tell("now", [resident.pk])
    assert Email.objects.count() == 1
    visit().post(path_of(unsubscribe_url(resident.pk, "test_now")))
    deliver()
    assert mail.outbox == []


def test_looking_at_the_link_stops_nothing(visit: making.Visit, resident: User) -> None:
    answer = visit().get(path_of(unsubscribe_url(resident.pk, "test_now")))
    assert "Essais immédiats" in answer.content.decode()
    assert not Preferences.objects.exists()


@pytest.mark.parametrize(
    ("group", "given", "rhythms", "no_mail"),
    [
        (DIGEST, {}, {"test_daily": "none", "followed": "none"}, False),
        ("test_now", {"tout": "1"}, {}, True),
    ],
)
def test_what_each_link_stops(
    visit: making.Visit,
    resident: User,
    group: str,
    given: dict[str, str],
    rhythms: dict[str, str],
    no_mail: bool,
) -> None:
    visit().post(path_of(unsubscribe_url(resident.pk, group)), given)
    kept = Preferences.objects.get()
    assert rhythms.items() <= kept.rhythms.items()
    assert kept.no_mail == no_mail


def test_a_link_of_another_space_or_forged_is_refused(visit: making.Visit, resident: User, other_space: Space) -> None:
    with making.in_space(other_space):
        User.objects.create_user("autre@example.org", id=resident.pk)
        foreign = path_of(unsubscribe_url(resident.pk, "test_now"))
    mine = path_of(unsubscribe_url(resident.pk, "test_now"))
    other_purpose = f"/notifications/desabonnement/{scope.sign([resident.pk, 'test_now'], purpose='autre')}/"
    for path in (foreign, mine[:-3] + "x/", other_purpose, "/notifications/desabonnement/rien/"):
        assert visit().post(path).status_code == 403
    assert not Preferences.objects.exists()


def test_a_link_of_an_account_that_is_gone_says_the_same(visit: making.Visit, resident: User) -> None:
    link = path_of(unsubscribe_url(resident.pk, "test_now"))
    resident.delete()
    assert visit().post(link).status_code == 200
