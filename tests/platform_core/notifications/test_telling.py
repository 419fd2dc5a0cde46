"""Once to each person, in the way they chose, and to nobody else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from platform_core.access import may
from platform_core.accounts.models import User
from platform_core.errors import NotAllowed
from platform_core.mail.models import Email
from platform_core.notifications.models import Mail, Notification
from platform_core.notifications.operations.choosing import set_preferences
from platform_core.notifications.operations.digests import forget_old
from platform_core.notifications.operations.telling import notify, withdraw_notifications
from platform_core.outbox.models import Delivery, Event
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.notifications.telling import SELF, deliver, forget_letters, tell


def test_said_twice_is_said_once(resident: User) -> None:
    for _again in range(2):
        tell("now", [resident.pk])
    deliver()
    tell("now", [resident.pk])
    deliver()
    assert Notification.objects.count() == len(mail.outbox) == 1


def test_the_letter_says_it_and_leads_there(resident: User, space: Space) -> None:
    tell("now", [resident.pk], facts={"title": "Tilleuls", "detail": "Parce que <b>c’est</b> beau"})
    deliver()
    letter = mail.outbox[0]
    assert letter.to == ["resident@example.org"]
    assert letter.subject == "« Tilleuls » a changé."
    assert f"https://{space.host}/ici/" in letter.body
    assert "&lt;b&gt;" in str(letter.alternatives[0][0])  # type: ignore[attr-defined]  # it has two forms
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("kind", "kept", "letters"), [("now", Mail.SENT, 1), ("daily", Mail.DIGEST, 0), ("here", Mail.NONE, 0)]
)
def test_a_group_is_heard_of_by_its_default(resident: User, kind: str, kept: Mail, letters: int) -> None:
    tell(kind, [resident.pk])
    deliver()
    assert Notification.objects.get().mail == kept
    assert len(mail.outbox) == letters


@pytest.mark.parametrize(("rhythm", "kept"), [("immediate", Mail.SENT), ("digest", Mail.DIGEST), ("none", Mail.NONE)])
def test_what_a_person_chose_comes_before_the_default(resident: User, rhythm: str, kept: Mail) -> None:
    for kind in ("now", "daily", "here"):
        set_preferences(by=resident, person=resident, rhythms={f"test_{kind}": rhythm})
        tell(kind, [resident.pk])
        assert Notification.objects.get(kind=f"test.{kind}").mail == kept


def test_a_stop_leaves_the_notification_and_no_letter(resident: User) -> None:
    set_preferences(by=resident, person=resident, rhythms={}, no_mail=True)
    tell("now", [resident.pk])
    tell("daily", [resident.pk])
    assert list(Notification.objects.values_list("mail", flat=True)) == [Mail.NONE, Mail.NONE]
    assert not Email.objects.exists()


def test_an_address_never_confirmed_gets_no_letter(resident: User) -> None:
    EmailAddress.objects.update(verified=False)
    tell("now", [resident.pk])
    assert Notification.objects.get().mail == Mail.NONE


def test_a_closed_account_is_told_nothing(resident: User) -> None:
    User.objects.update(is_active=False)
    assert tell("now", [resident.pk]) == 0
    assert not Notification.objects.exists()


def test_nobody_of_another_space_is_told(resident: User, other_space: Space) -> None:
    with making.in_space(other_space):
        same_number = User.objects.create_user("autre@example.org", id=resident.pk)
    tell("now", [resident.pk])
    deliver()
    assert [letter.to for letter in mail.outbox] == [["resident@example.org"]]
    with making.in_space(other_space):
        assert not Notification.objects.exists()
        assert not Email.objects.filter(to=same_number.email).exists()


def test_a_person_sends_nothing(administrator: User) -> None:
    assert may("notifications.send", administrator).code == "platform_only"
    with pytest.raises(NotAllowed):
        notify(by=administrator, kind="test.now", event="x", recipients=[], path="/")


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "/\\evil.example", "ici", ""])
def test_a_notification_leads_nowhere_else(resident: User, path: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        tell("here", [resident.pk], path=path)


def test_a_thousand_people_cost_as_many_statements_as_ten(space: Space) -> None:
    everybody = [making.make_user(f"p{n}@example.org", password="").pk for n in range(60)]

    def cost(people: list[int], event: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            tell("now", people, event=event)
        return len(captured)

    assert cost(everybody[:10], "a") == cost(everybody, "b") <= 14
    assert Delivery.objects.filter(queue="bulk").count() == 60  # many letters let the expected ones pass
    assert Delivery.objects.filter(queue="default").count() == 10


def test_what_quotes_something_hidden_is_unsaid(resident: User, administrator: User) -> None:
    tell("now", [resident.pk, administrator.pk], about=["contribution:1", "contribution:2"])
    tell("now", [resident.pk], event="thing:2", about=["contribution:3"])
    assert withdraw_notifications(by=SELF, about="contribution:2", keep=[administrator.pk]) == 1
    deliver()
    assert sorted((n.recipient_id, n.event) for n in Notification.objects.all()) == sorted(
        [(administrator.pk, "thing:1"), (resident.pk, "thing:2")]
    )
    assert sorted(letter.to[0] for letter in mail.outbox) == ["admin@example.org", "resident@example.org"]
    assert not Delivery.objects.exclude(state="done").exists()


def test_a_year_later_it_is_forgotten(resident: User) -> None:
    tell("here", [resident.pk])
    tell("daily", [resident.pk])
    Notification.objects.update(created_at=timezone.now() - timedelta(days=366))
    assert forget_old(by=SELF, at=timezone.now()) == 1
    assert Notification.objects.get().mail == Mail.DIGEST  # still owed


def test_two_workers_at_once_say_it_once(real_db: None, spaces: tuple[Space, Space]) -> None:
    """Real connections, real commits: the unique constraint decides, and one letter is written a person."""
    with making.in_space(spaces[0]):
        people = [making.make_user(f"deux{n}@example.org").pk for n in range(5)]

    def work(_n: int) -> None:
        try:
            with making.in_space(spaces[0]):
                tell("now", people, event="parallel")
        finally:
            connections.close_all()

    try:
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(work, range(12)))
        with making.in_space(spaces[0]):
            assert Notification.objects.filter(event="parallel").count() == 5
            letters = Email.objects.filter(to__startswith="deux")
            assert (
                letters.count() == Event.objects.filter(payload__email_id__in=[one.pk for one in letters]).count() == 5
            )
    finally:
        with making.in_space(spaces[0]):
            User.objects.filter(pk__in=people).delete()
            forget_letters("deux")
