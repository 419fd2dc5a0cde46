"""A space that opens again after months writes to nobody about what is long past; what is still news leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from consultations.capabilities.comments.operations import add_comment
from platform_core.accounts.models import User
from platform_core.accounts.operations.erasing import erase_account
from platform_core.background.tasks import DEFAULT, URGENT
from platform_core.mail.letters import Letter, send_letter
from platform_core.mail.models import Email
from platform_core.notifications.models import Mail, Notification
from platform_core.notifications.operations.digests import send_digests
from platform_core.notifications.operations.telling import notify
from platform_core.outbox.models import Delivery, Event
from platform_core.outbox.relay import deliver_due
from tenants.spaces.models import Space, State
from tests import making
from tests.platform_core.notifications.telling import SELF, deliver, tell
from tests.tenants.lifecycle.conftest import FROZEN_STATES, Put

DAY = timedelta(days=1)


def aged(model: Any, days: float, **which: Any) -> None:
    model.objects.filter(**which).update(created_at=timezone.now() - days * DAY)


@pytest.mark.parametrize("state", FROZEN_STATES)
def test_letters_that_waited_leave_only_while_they_are_news(
    state: State, put: Put, space: Space, mailoutbox: list[Any]
) -> None:
    for key, days in (("récente", 6.9), ("ancienne", 7.1), ("d’un an", 365)):
        send_letter(Letter(f"Une nouvelle {key}", ["Un mot"]), to="abonnee@example.org", key=key)
        aged(Email, days, key=key)
    send_letter(Letter("Votre code", valid_for=timedelta(minutes=15)), to="equipe@example.org", key="code")
    Email.objects.filter(key="code").update(expires_at=timezone.now() - DAY)
    with making.in_space(put(state)):
        deliver()
    assert mailoutbox == []
    with making.in_space(put(State.ACTIVE)):
        deliver()
        assert [message.subject for message in mailoutbox] == ["Une nouvelle récente"]
        dropped = Email.objects.exclude(dropped_at=None)
        assert set(dropped.values_list("key", flat=True)) == {"ancienne", "d’un an", "code"}
        assert not any(one.paragraphs for one in dropped)  # and nothing of what they said is kept
        assert not Delivery.objects.filter(state__in=["pending", "failed"]).exists()


@pytest.mark.parametrize(("days", "written"), [(2, True), (90, False)])
def test_what_happened_long_ago_is_read_in_the_space_and_written_to_nobody(
    days: int, written: bool, put: Put, space: Space, resident: User, moderator: User, mailoutbox: list[Any]
) -> None:
    contribution = making.make_contribution(
        making.make_step(making.make_consultation(), "proposals"), resident, kind="proposal"
    )
    deliver()  # its author follows it
    add_comment(by=moderator, target=contribution, body="D’accord.")
    aged(Event, days)
    put(State.ARCHIVED)
    put(State.ACTIVE)
    deliver()
    told = Notification.objects.filter(recipient=resident)
    assert told.count() == 1
    assert (told.get().mail != Mail.NONE) == written


def test_a_decision_that_concerns_somebody_is_written_even_late(space: Space, resident: User) -> None:
    from platform_core.outbox.lateness import delivering  # noqa: PLC0415 (the moment is what is tested)

    facts = {"is_comment": False, "title": "Tilleuls", "reason": "Hors sujet"}
    with delivering(timezone.now() - 90 * DAY):
        notify(by=SELF, kind="follows.hidden", event="e", recipients=[resident.pk], path="/", facts=facts)
        tell("now", [resident.pk])
        tell("daily", [resident.pk], event="thing:2")
    kept = dict(Notification.objects.values_list("kind", "mail"))
    assert kept == {"follows.hidden": Mail.SENT, "test.now": Mail.NONE, "test.daily": Mail.NONE}
    tell("now", [resident.pk], event="thing:3")  # outside a delivery, all is news
    assert Notification.objects.get(event="thing:3").mail == Mail.SENT


def test_the_digest_is_made_of_what_is_not_long_past(space: Space, resident: User, mailoutbox: list[Any]) -> None:
    morning = timezone.localtime().replace(hour=9)
    for event, days in (("récent", 40), ("ancien", 46)):
        tell("daily", [resident.pk], event=event, facts={"title": event})
        aged(Notification, days, event=event)
    while send_digests(by=SELF, at=morning):
        pass
    deliver()
    [letter] = mailoutbox
    assert "récent" in letter.body
    assert "ancien" not in letter.body
    assert Notification.objects.get(event="ancien").mail == Mail.NONE  # still to be read in the space


@pytest.mark.parametrize("state", FROZEN_STATES)
def test_who_leaves_a_closed_space_has_the_last_letter_at_once(
    state: State, put: Put, resident: User, mailoutbox: list[Any]
) -> None:
    with making.in_space(put(state)):
        erase_account(by=resident, user=resident, withdraw=False)
        deliver_due(DEFAULT)
        deliver_due(URGENT)
        assert [message.to for message in mailoutbox] == [["resident@example.org"]]
        assert not Email.objects.filter(to__icontains="resident").exists()


def test_the_platforms_own_letters_are_never_too_old(platform: None, mailoutbox: list[Any]) -> None:
    send_letter(Letter("Votre demande est acceptée"), to="mairie@example.org", key="oui")
    aged(Email, 20)
    deliver_due(DEFAULT)
    assert [message.subject for message in mailoutbox] == ["Votre demande est acceptée"]
