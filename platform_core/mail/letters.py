"""Write to someone: a letter is data (plain text, never HTML), its two forms come from one pair of templates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from platform_core.background.tasks import DEFAULT
from platform_core.mail.models import Email
from platform_core.outbox.events import emit

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


def send_letter(letter: Letter, *, to: str, key: str, queue: str = DEFAULT) -> Email:
    """Have a letter sent once the transaction commits. The same `key` twice sends one letter; returns its row."""
    values = {**vars(letter), "to": to, "subject": LINE_BREAKS.sub(" ", letter.subject)[:200]}
    email, new = Email.objects.get_or_create(key=key, defaults=values)
    if new:
        emit("mail.written", queue=queue, email_id=email.pk)
    return email
