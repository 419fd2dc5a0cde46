"""A letter leaves once, in time, and what it said goes with it."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from platform_core.access import System
from platform_core.accounts.letters import sign_in_code
from platform_core.accounts.models import Invitation, User
from platform_core.accounts.operations.erasing import erase_account
from platform_core.accounts.operations.team import invite_member, resend_invitation, revoke_invitation
from platform_core.background.periodic import periodic_named
from platform_core.errors import NotAllowed
from platform_core.mail.keeping import tidy_letters
from platform_core.mail.letters import Letter, send_letter, send_letters
from platform_core.mail.models import Email
from platform_core.mail.tasks import tidy_platform, tidy_space
from platform_core.outbox.models import Delivery, State
from tenants.spaces.models import Space
from tests import making
from tests.platform_core.notifications.telling import deliver
from worker.schedule import SCHEDULE

CODE = "12345678"
SECRET = "https://lille.citoyens.test/compte/invitation/secret/"
ADDRESS = "resident@example.org"


class Refusing(EmailBackend):
    """A mail server that takes nothing, and quotes the address."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such user")})


def refuse(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"


def write(key: str = "essai", **more: Any) -> Email:
    letter = Letter("Une nouvelle", ["Un mot"], "Lire", SECRET, footer="Pied", unsubscribe_url=SECRET, **more)
    return send_letter(letter, to=ADDRESS, key=key)


def later(**time: float) -> None:
    tidy_letters(by=System("tests"), at=timezone.now() + timedelta(**time))


def kept() -> str:
    return str(list(Email.objects.values()))


def test_what_a_letter_said_goes_when_it_leaves(space: Space) -> None:
    written = write()
    deliver()
    written.refresh_from_db()
    assert [SECRET in str(one.body) for one in mail.outbox] == [True]
    assert (written.to, written.subject, written.sent_at is not None) == (ADDRESS, "Une nouvelle", True)
    assert "secret" not in kept()
    assert "Un mot" not in kept()
    assert "Pied" not in kept()


def test_a_code_is_nowhere_once_it_left_not_even_in_the_subject(space: Space) -> None:
    send_letter(sign_in_code(CODE), to=ADDRESS, key="code")
    assert "1234 5678" in kept()
    deliver()
    assert "1234 5678" in mail.outbox[0].subject
    assert "1234" not in kept()


def test_the_same_reason_makes_one_letter_even_once_emptied(space: Space) -> None:
    write()
    deliver()
    later(days=31)
    write()
    send_letters({"essai": (Letter("Encore"), ADDRESS)}, queue="default")
    deliver()
    assert len(mail.outbox) == 1


def test_what_waits_to_leave_is_whole(space: Space, settings: LazySettings) -> None:
    refuse(settings)
    written = write()
    deliver()
    later(days=2)
    written.refresh_from_db()
    assert (written.paragraphs, written.action_url, written.sent_at) == (["Un mot"], SECRET, None)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Delivery.objects.update(due_at=timezone.now())
    deliver()
    deliver()
    assert len(mail.outbox) == 1


def test_the_refusal_of_a_mail_server_is_kept_without_the_address(
    space: Space, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    refuse(settings)
    write()
    deliver()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.error) == (State.PENDING, "NotTaken: SMTPRecipientsRefused 550")
    assert ADDRESS not in caplog.text


def test_an_expired_code_does_not_leave_after_a_breakdown(space: Space, settings: LazySettings) -> None:
    refuse(settings)
    send_letter(sign_in_code(CODE), to=ADDRESS, key="code")
    write("nouvelle")
    deliver()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Email.objects.filter(key="code").update(expires_at=timezone.now() - timedelta(minutes=1))  # time passes
    Delivery.objects.update(due_at=timezone.now())
    deliver()
    code = Email.objects.get(key="code")
    assert [one.subject for one in mail.outbox] == ["Une nouvelle"]
    assert (code.sent_at, code.dropped_at is None, code.paragraphs, code.subject) == (None, False, [], "")
    assert not Delivery.objects.exclude(state=State.DONE).exists()


def test_an_expired_code_goes_even_when_nothing_sends(space: Space) -> None:
    send_letter(sign_in_code(CODE), to=ADDRESS, key="code")
    later(minutes=14)
    assert "1234 5678" in kept()
    later(minutes=16)
    assert "1234" not in kept()
    deliver()
    assert mail.outbox == []


def test_addresses_go_after_thirty_days_and_letters_after_thirteen_months(space: Space) -> None:
    sent, stuck = write("partie"), write("bloquee")
    Delivery.objects.filter(event__payload__email_id=stuck.pk).update(state=State.FAILED)
    deliver()
    later(days=29)
    assert kept().count(ADDRESS) == 2
    later(days=31)
    assert ADDRESS not in kept()
    assert "Un mot" not in kept()
    assert set(Email.objects.values_list("key", flat=True)) == {sent.key, stuck.key}
    Delivery.objects.update(state=State.PENDING)  # the operator asks for it again, too late
    deliver()
    assert len(mail.outbox) == 1
    later(days=401)
    assert not Email.objects.exists()


def test_only_the_platform_tidies(space: Space, administrator: User) -> None:
    with pytest.raises(NotAllowed, match="platform_only"):
        tidy_letters(by=administrator, at=timezone.now())


def test_tidying_is_asked_for_where_it_is_due(space: Space) -> None:
    due = periodic_named("mail.tidy_space").due
    written = write()
    assert not due()
    Email.objects.filter(pk=written.pk).update(created_at=timezone.now() - timedelta(days=31))
    assert due()
    tidy_space()
    assert not due()
    assert {line["task"] for line in SCHEDULE.values()} >= {"mail.tidy_platform", "worker.look"}


def test_the_letters_of_the_platform_are_tidied_too(platform: None) -> None:
    written = write()
    Email.objects.filter(pk=written.pk).update(created_at=timezone.now() - timedelta(days=31))
    tidy_platform()
    assert ADDRESS not in kept()


def test_an_erased_account_leaves_no_address_in_letters(resident: User) -> None:
    sent = write("avant")
    deliver()
    write("en-attente")
    erase_account(by=resident, user=resident, withdraw=False)
    assert [one.key for one in Email.objects.filter(to=ADDRESS)] == [f"accounts.erase:{resident.pk}"]
    deliver()
    assert [one.subject for one in mail.outbox] == ["Une nouvelle", "Votre compte est supprimé"]
    assert ADDRESS not in kept()
    assert not Email.objects.filter(pk=sent.pk).exists()


def test_an_invitation_taken_back_or_sent_again_before_it_left_leaves_once(space: Space, administrator: User) -> None:
    again = invite_member(by=administrator, email="une@example.org", roles=["moderator"])
    resend_invitation(by=administrator, invitation=again)
    revoke_invitation(
        by=administrator, invitation=invite_member(by=administrator, email="deux@example.org", roles=["moderator"])
    )
    deliver()
    assert [one.to for one in mail.outbox] == [["une@example.org"]]
    assert Invitation.objects.count() == 2
    with making.in_space(space):
        assert "/invitation/" not in kept()
