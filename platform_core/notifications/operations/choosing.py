"""Read, and choose how to be told."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.accounts.models import User
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.mail.letters import withdraw_letters
from platform_core.notifications.kinds import Rhythm, groups, rhythm_of, switches
from platform_core.notifications.letters import DIGEST, digest_key, letter_key
from platform_core.notifications.models import Mail, Notification, Preferences

EVERYTHING = ""


@transaction.atomic
def mark_read(*, by: Actor, notification: Notification | None = None, up_to: int | None = None) -> int:
    """Mark one notification of the actor as read, or all of them up to a key; returns how many were not."""
    require("notifications.read", by)
    mine = Notification.objects.filter(recipient_id=by.pk, read_at=None)
    chosen = mine.filter(pk=notification.pk) if notification else mine.filter(pk__lte=up_to or 0)
    return chosen.update(read_at=timezone.now())


@transaction.atomic
def set_preferences(
    *,
    by: Actor,
    person: User,
    rhythms: Mapping[str, str],
    switched: Mapping[str, bool] | None = None,
    no_mail: bool = False,
) -> Preferences:
    """Write what a person chose, by group and by switch; what is not named stays. Raises `RuleBroken` for a rhythm that
    does not exist; groups and switches that nobody declares are left out.
    """
    require("notifications.choose", by, person)
    if any(value not in Rhythm.values for value in rhythms.values()):
        raise RuleBroken("rhythm", _("Choisissez une des réponses proposées."))
    known, doors = {group.code for group in groups()}, {one.code for one in switches()}
    mine = _locked(person)
    mine.rhythms |= {code: value for code, value in rhythms.items() if code in known}
    mine.switches |= {code: value for code, value in (switched or {}).items() if code in doors}
    mine.no_mail = no_mail
    mine.save()
    record("notifications.choose", by=by, target=mine, rhythms=mine.rhythms, no_mail=no_mail)
    return mine


@transaction.atomic
def unsubscribe(*, by: Actor, person: User, group: str = EVERYTHING) -> Preferences:
    """Stop the letters of a group, of the digest (`DIGEST`) or all of them, at once: those not sent yet stay here."""
    require("notifications.choose", by, person)
    mine = _locked(person)
    stopped = [
        one
        for one in groups()
        if group in {one.code, EVERYTHING}
        or (group == DIGEST and rhythm_of(one, mine.rhythms, no_mail=False) == Rhythm.DIGEST)
    ]
    if group == EVERYTHING:
        mine.no_mail = True
    else:
        mine.rhythms |= {one.code: Rhythm.NONE.value for one in stopped}
    mine.save()
    _hold_back(person, {one.code for one in stopped}, digest=group in {DIGEST, EVERYTHING})
    record("notifications.unsubscribe", by=by, target=mine, group=group)
    return mine


def _locked(person: User) -> Preferences:
    Preferences.objects.get_or_create(person=person)
    return Preferences.objects.select_for_update().get(person=person)


def _hold_back(person: User, stopped: set[str], *, digest: bool) -> None:
    """Withdraw the letters of these groups that are written and not sent."""
    recent = Notification.objects.filter(recipient=person, mail=Mail.SENT).order_by("-pk")[:100]
    keys = [letter_key(one) for one in recent if one.known_kind and one.known_kind.group in stopped]
    if digest:
        keys.append(digest_key(person.pk, timezone.localdate()))
    withdraw_letters(keys)
