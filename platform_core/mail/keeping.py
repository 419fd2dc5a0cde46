"""How long letters are kept: what they say until they leave, to whom for thirty days, that they left for thirteen months."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.mail.models import Email
from platform_core.retention import must_be_kept

ADDRESS_KEPT = timedelta(days=30)  # long enough to answer "I have received nothing"
KEY_KEPT = timedelta(days=400)  # so that nothing is said twice
WORDS: dict[str, Any] = {"paragraphs": [], "action_label": "", "action_url": "", "footer": "", "unsubscribe_url": ""}
WHOLE: dict[str, Any] = {**WORDS, "subject": "", "to": ""}


def leftovers(email: Email) -> dict[str, Any]:
    """Return the fields to empty once a letter has left, or never will.

    The subject of one that carries a code says the code, so it goes too.
    """
    gone = {**WORDS, **({"subject": ""} if email.expires_at else {})}
    return {**gone, "to": ""} if email.forget_address else gone


def close_letter(email: Email, **dates: datetime) -> None:
    """Note when a letter left (`sent_at`) or was given up (`dropped_at`), and keep nothing of what it said."""
    Email.objects.filter(pk=email.pk).update(**leftovers(email), **dates)


def expired(at: datetime) -> QuerySet[Email]:
    """Return the letters that did not leave while what they carry was good."""
    return Email.objects.filter(sent_at=None, dropped_at=None, expires_at__lte=at)


def addressed(at: datetime) -> QuerySet[Email]:
    """Return those whose address has been kept long enough."""
    return Email.objects.filter(~Q(to=""), created_at__lte=at - ADDRESS_KEPT)


def outdated(at: datetime) -> QuerySet[Email]:
    """Return those of which nothing needs to be known any more."""
    return Email.objects.filter(created_at__lte=at - KEY_KEPT)


def is_tidying_due(at: datetime) -> bool:
    """Tell whether `tidy_letters` has something to do."""
    return expired(at).exists() or ((addressed(at).exists() or outdated(at).exists()) and not must_be_kept())


@transaction.atomic
def tidy_letters(*, by: Actor, at: datetime) -> None:
    """Empty what could not leave in time, forget addresses after thirty days, and letters after thirteen months.

    A letter that no server took in thirty days is given up: its deliveries have ended long before. Where everything must be
    kept, only codes and links that are worth nothing any more go: they are keys, not letters.
    """
    require("mail.tidy", by)
    expired(at).update(**WORDS, subject="", dropped_at=at)
    if must_be_kept():
        return
    old = addressed(at)
    old.filter(sent_at=None, dropped_at=None).update(dropped_at=at)
    old.update(**WHOLE)
    outdated(at).delete()
