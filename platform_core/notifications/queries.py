"""Reads of notifications and preferences."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from platform_core.accounts.models import User
from platform_core.notifications.kinds import Group, Rhythm, rhythm_of, switch_named
from platform_core.notifications.models import Mail, Notification, Preferences

COUNTED = 99  # beyond, the figure in the header says no more
DIGEST_HOUR = 7  # in the space's time zone


@dataclass(frozen=True)
class Person:
    """What is needed of someone to write to them."""

    pk: int
    email: str
    language: str
    is_confirmed: bool
    rhythms: dict[str, str]
    no_mail: bool

    def rhythm(self, group: Group) -> Rhythm:
        """Return how this person hears of a group; an address that was never confirmed gets no letter."""
        return rhythm_of(group, self.rhythms, no_mail=self.no_mail or not self.is_confirmed)


def unread(request: HttpRequest) -> QuerySet[Notification]:
    """Return what a person has not read, cut at one more than `COUNTED`: what the header counts."""
    return Notification.objects.filter(recipient_id=request.user.pk, read_at=None)[: COUNTED + 1]


def listed(person: User, *, unread: bool = False) -> QuerySet[Notification]:
    """Return the notifications of a person, the newest first; only those not read when `unread`."""
    mine = Notification.objects.filter(recipient=person).order_by("-id")
    return mine.filter(read_at=None) if unread else mine


def people(ids: Collection[int]) -> list[Person]:
    """Return those of these accounts that are open, with what each chose. One query."""
    return persons(User.objects.filter(pk__in=ids))


def persons(users: QuerySet[User]) -> list[Person]:
    """Return the open accounts of a query, with what each chose. One query."""
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True, email__iexact=OuterRef("email"))
    rows = users.filter(is_active=True).values_list(
        "pk",
        "email",
        "language",
        Exists(confirmed),
        F("notification_preferences__rhythms"),
        F("notification_preferences__no_mail"),
    )
    return [
        Person(pk, email, language, is_confirmed, rhythms or {}, bool(no_mail))
        for pk, email, language, is_confirmed, rhythms, no_mail in rows
    ]


def preferences_of(person: User) -> Preferences:
    """Return what a person chose (a row that may not be saved yet)."""
    return Preferences.objects.filter(person=person).first() or Preferences(person=person)


def switched_on(ids: Collection[int], code: str) -> set[int]:
    """Return those of these accounts that have a switch on."""
    default = switch_named(code).default
    chosen = {one.person_id: one for one in Preferences.objects.filter(person__in=ids)}
    return {pk for pk in ids if (chosen[pk].switched(code, default=default) if pk in chosen else default)}


def digest_cutoff(at: datetime) -> datetime | None:
    """Return until when the digest of the day goes (this morning, here); `None` before that hour."""
    local = timezone.localtime(at)
    morning = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return morning if local >= morning else None


def waiting_for_digest(cutoff: datetime) -> QuerySet[Notification]:
    """Return what a digest of that morning has to say or to drop."""
    return Notification.objects.filter(mail=Mail.DIGEST, created_at__lt=cutoff)


def digest_is_due() -> bool:
    """Tell whether somebody waits for a digest now."""
    cutoff = digest_cutoff(timezone.now())
    return cutoff is not None and waiting_for_digest(cutoff).exists()


KEPT = timedelta(days=365)


def outdated(at: datetime) -> QuerySet[Notification]:
    """Return what is kept no longer: a year after it was said, read or not."""
    return Notification.objects.filter(~Q(mail=Mail.DIGEST), created_at__lt=at - KEPT)
