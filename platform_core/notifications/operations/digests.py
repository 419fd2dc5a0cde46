"""Write the daily digests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.accounts.models import User
from platform_core.background.tasks import BULK
from platform_core.mail.letters import Letter, send_letters
from platform_core.notifications.holding import letters_held
from platform_core.notifications.kinds import Rhythm, group_of, kind_named
from platform_core.notifications.letters import digest_key, digest_of
from platform_core.notifications.models import Mail, Notification
from platform_core.notifications.queries import Person, digest_cutoff, outdated, persons, waiting_for_digest
from platform_core.retention import must_be_kept

BATCH = 500  # people
SAID_WITHIN = timedelta(days=45)  # longer than a month whose letters are used up; beyond, the space was closed


@transaction.atomic
def send_digests(*, by: Actor, at: datetime) -> int:
    """Write the digest of the day to a batch of people who wait for one; returns how many were dealt with.

    What was read meanwhile, is no longer wanted by e-mail, or is long past, is left out; with nothing left there is no
    letter. People whom another worker deals with are passed over: call until it returns 0. While letters are held, nothing
    is done: what waits is said later.
    """
    require("notifications.send", by)
    cutoff = digest_cutoff(at)
    if cutoff is None or letters_held(1):
        return 0
    waiting = waiting_for_digest(cutoff)
    # Locked, so that two runs never share out the lines of one person.
    held = list(
        User.objects.filter(pk__in=waiting.values("recipient"))
        .select_for_update(skip_locked=True, no_key=True)
        .order_by("pk")
        .values_list("pk", flat=True)[:BATCH]
    )
    known = {one.pk: one for one in persons(User.objects.filter(pk__in=held))}
    said, dropped = _sorted_out(waiting.filter(recipient__in=held).order_by("-pk"), known, at - SAID_WITHIN)
    letters: dict[str, tuple[Letter, str]] = {
        digest_key(pk, cutoff.date()): (digest_of(lines, known[pk]), known[pk].email) for pk, lines in said.items()
    }
    send_letters(letters, queue=BULK)
    sent = [one.pk for lines in said.values() for one in lines]
    Notification.objects.filter(pk__in=sent).update(mail=Mail.SENT)
    Notification.objects.filter(pk__in=dropped).update(mail=Mail.NONE)
    return len(held)


@transaction.atomic
def forget_old(*, by: Actor, at: datetime) -> int:
    """Remove notifications said more than a year ago; returns how many. None where everything must be kept."""
    require("notifications.send", by)
    if must_be_kept():
        return 0
    removed, _by_model = outdated(at).delete()
    return removed


def _sorted_out(
    waiting: Iterable[Notification], known: dict[int, Person], since: datetime
) -> tuple[dict[int, list[Notification]], list[int]]:
    """Return what to say to each person, and the keys of what to leave out."""
    said: dict[int, list[Notification]] = defaultdict(list)
    dropped: list[int] = []
    for one in waiting:
        person = known.get(one.recipient_id)
        wanted = person is not None and one.read_at is None and one.created_at > since and _by_mail(one, person)
        if wanted:
            said[one.recipient_id].append(one)
        else:
            dropped.append(one.pk)
    return said, dropped


def _by_mail(one: Notification, person: Person) -> bool:
    return kind_named(one.kind) is not None and person.rhythm(group_of(one.kind)) != Rhythm.NONE
