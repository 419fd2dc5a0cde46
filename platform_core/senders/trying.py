"""A test message, sent while the administrator waits: what fails is said in the page."""

from __future__ import annotations

from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.access.actors import Actor
from platform_core.errors import RuleBroken
from platform_core.senders.models import Sender
from platform_core.senders.operations import note_test
from platform_core.senders.posting import post


def try_sender(*, by: Actor, sender: Sender, to: str) -> None:
    """Send a test message, outside any transaction; note how it ended. Raises `RuleBroken` when it failed."""
    here = scope.current()
    body = _("Bonjour,\n\nVotre serveur d’envoi fonctionne : les lettres de « %(space)s » partiront par lui.\n")
    message = EmailMultiAlternatives(
        subject=_("Essai d’envoi réussi"),
        body=body % {"space": here.name},
        from_email=formataddr((here.name.replace("\n", " "), sender.from_address)),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        post(sender, message)
    except RuleBroken as error:
        note_test(by=by, sender=sender, at=timezone.now(), error=error.message)
        raise
    note_test(by=by, sender=sender, at=timezone.now())
