"""Write to someone: a letter is data (plain text, never HTML), its two forms come from one pair of templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from platform_core.background.tasks import DEFAULT
from platform_core.mail.keeping import WHOLE
from platform_core.mail.models import Email
from platform_core.outbox.events import emit, emit_many

ASKED_FOR = "account:"  # begins the key of a letter that its reader asked for and waits for: a code to sign in
LINE_BREAKS = re.compile(r"[\r\n\x0b\x0c\u2028\u2029\x85]+")


@dataclass(frozen=True)
class Letter:
    """What to say. Texts are plain; `action` is a button: its words and its address."""

    subject: str
    paragraphs: list[str] = field(default_factory=list)
    action_label: str = ""
    action_url: str = ""
    footer: str = ""
    unsubscribe_url: str = ""
    language: str = "fr"
    valid_for: timedelta | None = None  # of the code or the link in it: afterwards it is not sent any more
    forget_address: bool = False  # once it left: the person has no account any more


def send_letter(letter: Letter, *, to: str, key: str, queue: str = DEFAULT) -> Email:
    """Have a letter sent once the transaction commits. The same `key` twice sends one letter; returns its row."""
    email, new = Email.objects.get_or_create(key=key, defaults=_values(letter, to))
    if new:
        emit("mail.written", queue=queue, email_id=email.pk)
    return email


def send_letters(letters: Mapping[str, tuple[Letter, str]], *, queue: str) -> int:
    """Have many letters (key: letter, address) sent once the transaction commits, in a constant number of queries.

    Those whose key is known are left alone; returns how many are new. Two transactions that write the same key at once:
    one raises `IntegrityError`, and whoever runs it again finds the key.
    """
    known = set(Email.objects.filter(key__in=letters).values_list("key", flat=True))
    rows = [Email(key=key, **_values(letter, to)) for key, (letter, to) in letters.items() if key not in known]
    Email.objects.bulk_create(rows, batch_size=1000)
    emit_many("mail.written", [{"email_id": row.pk} for row in rows], queue=queue)
    return len(rows)


def withdraw_letters(keys: Iterable[str]) -> int:
    """Do not send letters that were written and have not left yet; returns how many."""
    removed, _by_model = Email.objects.filter(key__in=list(keys), sent_at=None).delete()
    return removed


def forget_letters(addresses: Iterable[str], *, naming: str = "") -> None:
    """Forget to whom letters were sent, at these addresses, and once they left those that wait.

    Those that wait and say `naming` (a host) are given up, whoever expects them.
    """
    one_of = Q()
    for address in addresses:
        one_of |= Q(to__iexact=address)
    if one_of:
        Email.objects.filter(one_of, sent_at=None, dropped_at=None).update(forget_address=True)
        Email.objects.filter(one_of).exclude(sent_at=None, dropped_at=None).update(**WHOLE)
    if naming:
        said = Q(paragraphs__icontains=naming) | Q(action_url__icontains=naming) | Q(subject__icontains=naming)
        Email.objects.filter(said, sent_at=None).update(**WHOLE, dropped_at=timezone.now())


def _values(letter: Letter, to: str) -> dict[str, Any]:
    known = {name: value for name, value in vars(letter).items() if name != "valid_for"}
    expires_at = timezone.now() + letter.valid_for if letter.valid_for else None
    subject = LINE_BREAKS.sub(" ", letter.subject)[:200]
    return {**known, "to": to, "subject": subject, "expires_at": expires_at}
