"""Carry letters by the space's own server; when it fails, leave them to the platform."""

from __future__ import annotations

from email.utils import formataddr

import structlog
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from platform_core import scope
from platform_core.access import System
from platform_core.errors import RuleBroken
from platform_core.senders.models import Sender
from platform_core.senders.operations import note_failure, note_success
from platform_core.senders.posting import post
from platform_core.senders.rules import REST

log = structlog.get_logger(__name__)
SELF = System("senders")


def carry(message: EmailMultiAlternatives) -> bool:
    """Send a letter by the server of the space; False when there is none in use, when it rests, or when it fails."""
    sender = Sender.objects.filter(in_use=True).first() if scope.in_space() else None
    now = timezone.now()
    if sender is None or (sender.failed_at and now - sender.failed_at < REST):
        return False
    platform_from = message.from_email
    message.from_email = formataddr((scope.current().name.replace("\n", " "), sender.from_address))
    try:
        post(sender, message)
    except RuleBroken as error:
        message.from_email = platform_from
        if error.code != "recipient":  # that is about one person, not about the server
            log.warning("sender_failed", code=error.code)
            note_failure(by=SELF, sender=sender, at=now, error=error.message)
        return False
    if sender.failed_at:
        note_success(by=SELF, sender=sender)
    return True
