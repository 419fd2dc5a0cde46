"""Kinds of the tests' own, and what it takes to have everything delivered."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from platform_core.access import System
from platform_core.background.tasks import QUEUES
from platform_core.mail.models import Email
from platform_core.notifications.kinds import Group, NotificationKind, Rhythm, register_group, register_kind
from platform_core.notifications.operations.telling import notify
from platform_core.outbox.models import Event
from platform_core.outbox.relay import deliver_due

SELF = System("tests")
register_group(
    Group("test_now", "Essais immédiats", "", default=Rhythm.IMMEDIATE),
    Group("test_daily", "Essais du jour", "", default=Rhythm.DIGEST),
    Group("test_here", "Essais sur place", "", default=Rhythm.NONE),
)
register_kind(
    NotificationKind("test.now", "test_now", "« %(title)s » a changé."),
    NotificationKind("test.daily", "test_daily", "Du nouveau : « %(title)s »."),
    NotificationKind("test.here", "test_here", "Vu : « %(title)s »."),
)


def tell(kind: str, recipients: Collection[int], *, event: str = "thing:1", **more: Any) -> int:
    said = {"path": "/ici/", "facts": {"title": "Tilleuls"}, **more}
    return notify(by=SELF, kind=f"test.{kind}", event=event, recipients=recipients, **said)


def deliver() -> None:
    """Deliver all that is due in the space one is in, and what that brings."""
    while any(deliver_due(queue) for queue in QUEUES):
        pass


def forget_letters(start: str) -> None:
    """Remove what a test that commits wrote to addresses that begin so."""
    letters = Email.objects.filter(to__startswith=start)
    Event.objects.filter(payload__email_id__in=list(letters.values_list("pk", flat=True))).delete()
    letters.delete()
