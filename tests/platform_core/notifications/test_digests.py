"""One digest a day, at the hour of the space, never empty, never twice, whatever the ticks of the clock."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connections
from django.utils import timezone

from platform_core.accounts.models import User
from platform_core.mail.models import Email
from platform_core.notifications.models import Mail, Notification
from platform_core.notifications.operations.choosing import mark_read, set_preferences
from platform_core.notifications.operations.digests import send_digests
from platform_core.outbox.models import Event
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.notifications.telling import SELF, deliver, forget_letters, tell


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime(2026, 5, day, hour, minute))  # noqa: DTZ001 (made aware, here)


def told_at(moment: datetime, person: User, event: str) -> None:
    tell("daily", [person.pk], event=event, facts={"title": event})
    Notification.objects.filter(event=event).update(created_at=moment)


def send(moment: datetime) -> list[str]:
    """Do what the task does, as many times as it is due, and return the texts that left."""
    before = len(mail.outbox)
    while send_digests(by=SELF, at=moment):
        pass
    deliver()
    return [str(letter.body) for letter in mail.outbox[before:]]


def test_a_digest_holds_the_day_and_leaves_once(resident: User) -> None:
    told_at(at(18, 10), resident, "Tilleuls")
    told_at(at(18, 23), resident, "Rivières")
    texts = send(at(19, 7))
    assert len(texts) == 1
    assert "Tilleuls" in texts[0]
    assert "Rivières" in texts[0]
    assert mail.outbox[0].subject == "2 nouveautés, Ville de Lille"
    assert send(at(19, 7, 10)) == send(at(19, 15)) == send(at(20, 7)) == []


def test_nothing_leaves_before_the_morning(resident: User) -> None:
    told_at(at(18, 10), resident, "Tilleuls")
    assert send(at(19, 6, 59)) == []
    assert len(send(at(19, 7))) == 1


def test_what_comes_after_the_digest_waits_for_the_next_day(resident: User) -> None:
    told_at(at(18, 10), resident, "Tilleuls")
    send(at(19, 7))
    told_at(at(19, 7, 5), resident, "Rivières")
    assert send(at(19, 8)) == send(at(19, 23)) == []
    assert len(send(at(20, 7))) == 1


def test_a_clock_that_stopped_for_days_costs_lateness_only(resident: User) -> None:
    told_at(at(10, 10), resident, "Tilleuls")
    told_at(at(14, 10), resident, "Rivières")
    assert len(send(at(16, 18))) == 1


@pytest.mark.parametrize(("zone", "due"), [("Europe/Paris", True), ("America/Cayenne", False)])
def test_the_hour_is_that_of_the_space(resident: User, zone: str, due: bool) -> None:
    with timezone.override("Europe/Paris"):
        moment = at(19, 8)
        told_at(at(17, 10), resident, "Tilleuls")
    with timezone.override(zone):
        assert bool(send(moment)) == due


def test_there_is_no_digest_of_nothing(resident: User, administrator: User) -> None:
    told_at(at(18, 10), resident, "Tilleuls")
    mark_read(by=resident, notification=Notification.objects.get())
    told_at(at(18, 10), administrator, "Rivières")
    set_preferences(by=administrator, person=administrator, rhythms={"test_daily": "none"})
    assert send(at(19, 7)) == []
    assert set(Notification.objects.values_list("mail", flat=True)) == {Mail.NONE}
    assert not Email.objects.exists()


def test_a_closed_account_gets_none(resident: User) -> None:
    told_at(at(18, 10), resident, "Tilleuls")
    User.objects.update(is_active=False)
    assert send(at(19, 7)) == []


def test_many_lines_are_counted_beyond_thirty(resident: User) -> None:
    for n in range(33):
        told_at(at(18, 10), resident, f"Chose {n}")
    (text,) = send(at(19, 7))
    assert text.count("• ") == 30
    assert "… et 3 autres." in text
    assert Notification.objects.filter(mail=Mail.SENT).count() == 33


def test_each_person_has_their_own_lines(resident: User, administrator: User) -> None:
    told_at(at(18, 10), resident, "Tilleuls")
    told_at(at(18, 10), administrator, "Rivières")
    send(at(19, 7))
    texts = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "Rivières" not in texts["resident@example.org"]
    assert "Tilleuls" not in texts["admin@example.org"]


def test_two_workers_at_once_write_one_digest_a_person(real_db: None, spaces: tuple[Space, Space]) -> None:
    moment = timezone.now()
    with making.in_space(spaces[0]):
        people = [making.make_user(f"resume{n}@example.org").pk for n in range(8)]
        for event in ("un", "deux"):
            tell("daily", people, event=event)
        Notification.objects.update(created_at=moment - timedelta(days=2))

    def work(_n: int) -> None:
        try:
            with making.in_space(spaces[0]):
                while send_digests(by=SELF, at=moment.replace(hour=12)):
                    pass
        finally:
            connections.close_all()

    try:
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(work, range(6)))
        with making.in_space(spaces[0]):
            written = Email.objects.filter(to__startswith="resume")
            assert (
                written.count() == Event.objects.filter(payload__email_id__in=[one.pk for one in written]).count() == 8
            )
            assert all(str(one.paragraphs).count("• ") == 2 for one in written)
    finally:
        with making.in_space(spaces[0]):
            User.objects.filter(pk__in=people).delete()
            forget_letters("resume")
