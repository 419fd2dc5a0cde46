"""Tell people something."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.background.tasks import BULK, DEFAULT
from platform_core.mail.letters import send_letters, withdraw_letters
from platform_core.notifications.holding import letters_held
from platform_core.notifications.kinds import Rhythm, group_of, kind_named
from platform_core.notifications.letters import letter_key, letter_of
from platform_core.notifications.models import Mail, Notification
from platform_core.notifications.queries import Person, people
from platform_core.outbox.lateness import is_old_news

FEW = 20  # letters of more than that many people wait behind those that somebody expects
MAILS = {Rhythm.IMMEDIATE: Mail.NOW, Rhythm.DIGEST: Mail.DIGEST, Rhythm.NONE: Mail.NONE}


@transaction.atomic
def notify(
    *,
    by: Actor,
    kind: str,
    event: str,
    recipients: Collection[int],
    path: str,
    facts: Mapping[str, Any] | None = None,
    about: Collection[str] = (),
) -> int:
    """Tell accounts (their keys, at most some thousands) that something happened; returns how many are reached.

    `event` is the natural key of what happened: said again, by the same worker or another, it reaches nobody twice.
    `facts` are what the sentence of the kind quotes, `about` what must still be shown for this to be said. Closed
    accounts are passed over. Raises `KeyError` for an unknown kind. Whoever calls leaves out who did it.
    """
    require("notifications.send", by)
    group = group_of(kind)
    told = people(set(recipients))
    said = {"kind": kind, "event": event, "path": path, "facts": dict(facts or {}), "about": list(about)}
    mails = _mails(kind, sum(one.rhythm(group) == Rhythm.IMMEDIATE for one in told))
    rows = [Notification(recipient_id=one.pk, mail=mails[one.rhythm(group)], **said) for one in told]
    Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    _write_letters(kind, event, {one.pk: one for one in told})
    return len(rows)


@transaction.atomic
def withdraw_notifications(*, by: Actor, about: str, keep: Collection[int] = ()) -> int:
    """Unsay what quotes something that is no longer shown, except to the accounts `keep`; returns how many went.

    Letters not sent yet are not sent.
    """
    require("notifications.send", by)
    gone = Notification.objects.filter(about__contains=[about]).exclude(recipient__in=keep)
    rows = list(gone.select_for_update().only("pk"))
    withdraw_letters(letter_key(row) for row in rows)
    Notification.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _mails(kind: str, at_once: int) -> Mapping[Rhythm, Mail]:
    """Return what becomes of each rhythm: letters that must wait go to the digest, where nothing is lost.

    What happened long ago, in a space that was closed since, is read in the space and written to nobody.
    """
    known = kind_named(kind)
    if known and known.always_sent:
        return MAILS
    if is_old_news():
        return dict.fromkeys(Rhythm, Mail.NONE)
    if not at_once or not letters_held(at_once):
        return MAILS
    return {**MAILS, Rhythm.IMMEDIATE: Mail.DIGEST}


def _write_letters(kind: str, event: str, told: Mapping[int, Person]) -> None:
    """Write the letters of those notifications that have none yet (another worker may have written some)."""
    waiting = Notification.objects.filter(event=event, kind=kind, mail=Mail.NOW, recipient__in=list(told))
    rows = list(waiting.select_for_update(of=("self",)))
    letters = {}
    for row in rows:
        person = told[row.recipient_id]
        letters[letter_key(row)] = (letter_of(row, person), person.email)
    send_letters(letters, queue=BULK if len(letters) > FEW else DEFAULT)
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mail=Mail.SENT)
