"""Set the mail server of a space, put it in use once it has proved itself, note its failures, remove it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit
from platform_core.senders.models import Sender
from platform_core.senders.rules import TOLD_EVERY, check_server

TIED = ("host", "port", "user", "security")  # a password goes to the server for which it was typed, to no other


@transaction.atomic
def set_sender(*, by: Actor, password: str, **facts: object) -> Sender:
    """Write the server (`host port security user from_address selector`). Not in use until a test succeeds.

    An empty password keeps the former one, only when nothing of where it goes has changed. Raises `RuleBroken`.
    """
    require("senders.change", by)
    sender = Sender.objects.select_for_update().first() or Sender(port=0)
    moved = any(getattr(sender, name) != facts[name] for name in TIED)
    for name, value in facts.items():
        setattr(sender, name, value)
    if password:
        sender.keep_password(password)
    elif moved and sender.sealed_password:
        if sender.user:
            sentence = _("Le serveur a changé : écrivez à nouveau le mot de passe.")
            raise RuleBroken("password_again", sentence, "password")
        sender.sealed_password = ""
    if sender.user and not sender.sealed_password:
        raise RuleBroken("no_password", _("Écrivez le mot de passe de cet identifiant."), "password")
    check_server(port=sender.port, security=sender.security, has_password=bool(sender.sealed_password))
    sender.in_use, sender.failed_at, sender.error = False, None, ""
    sender.save()
    record("senders.set", by=by, target=sender, host=sender.host, port=sender.port, security=sender.security)
    return sender


@transaction.atomic
def note_test(*, by: Actor, sender: Sender, at: datetime, error: str = "") -> None:
    """Write how a test ended: one that succeeded puts the server in use, one that failed takes it out."""
    require("senders.change", by)
    values = {"in_use": not error, "error": error[:300], "failed_at": at if error else None}
    known = Sender.objects.filter(
        pk=sender.pk, host=sender.host, port=sender.port, sealed_password=sender.sealed_password
    )
    known.update(**values, **({} if error else {"tested_at": at}))
    record("senders.test", by=by, target=sender, succeeded=not error)


@transaction.atomic
def remove_sender(*, by: Actor) -> None:
    """Go back to the platform's sender; the password is erased."""
    require("senders.change", by)
    for sender in Sender.objects.select_for_update():
        record("senders.remove", by=by, target=sender, host=sender.host)
        sender.delete()


@transaction.atomic
def note_failure(*, by: Actor, sender: Sender, at: datetime, error: str) -> None:
    """Write that a letter had to leave by the platform; the team is told, once a day."""
    require("senders.note", by)
    held = Sender.objects.select_for_update().filter(pk=sender.pk, in_use=True).first()
    if held is None:
        return
    held.failed_at, held.error = at, error[:300]
    if held.told_at is None or at - held.told_at >= TOLD_EVERY:
        held.told_at = at
        emit("sender.failing", at=at.isoformat(), error=held.error)
    held.save(update_fields=["failed_at", "error", "told_at"])


@transaction.atomic
def note_success(*, by: Actor, sender: Sender) -> None:
    """Write that the server works again."""
    require("senders.note", by)
    Sender.objects.filter(pk=sender.pk).update(failed_at=None, error="")
