"""What follows from an operator's decision on a space."""

from __future__ import annotations

from platform_core.access import System
from platform_core.audit.log import record
from platform_core.audit.models import Entry
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer
from tenants.console import letters
from tenants.spaces.models import Space
from tenants.spaces.scopes import entered

OPERATORS = System("operators")


@consumer("console.tell_suspended", of="space.suspended")
def tell_suspended(event: Event) -> None:
    """Tell the team that its space is closed."""
    space, reason = _noted(event)
    letters.say_suspended(space, reason=reason, key=f"space.suspended:{event.payload['entry_id']}")


@consumer("console.tell_reopened", of="space.reopened")
def tell_reopened(event: Event) -> None:
    """Tell the team that its space is open again."""
    space, reason = _noted(event)
    letters.say_reopened(space, reason=reason, key=f"space.reopened:{event.payload['entry_id']}")


def _noted(event: Event) -> tuple[Space, str]:
    """Return the space and the reason given, and write both in the space's own log: its team can read what was done."""
    space = Space.objects.get(pk=event.payload["space_id"])
    entry = Entry.objects.get(pk=event.payload["entry_id"])
    reason = str(entry.details.get("reason", ""))
    with entered(space):
        record(entry.action, by=OPERATORS, reason=reason)
    return space, reason
