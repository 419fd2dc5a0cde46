"""What follows from a change in the life of a space: its own log says so, its administrators are told."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from platform_core.access import System
from platform_core.audit.log import record
from platform_core.audit.models import Entry
from platform_core.outbox.models import Event
from platform_core.outbox.registry import consumer
from tenants.lifecycle import letters
from tenants.spaces.changing import TEAM
from tenants.spaces.models import Space
from tenants.spaces.scopes import entered

OPERATORS = System("operators")


@consumer("lifecycle.tell_opened", of="space.opened")
def tell_opened(event: Event) -> None:
    """Tell the team that its space is open to the public."""
    space, _entry = _concerned(event)
    letters.say_opened(space, key=_key(event))


@consumer("lifecycle.tell_suspended", of="space.suspended")
def tell_suspended(event: Event) -> None:
    """Tell the team that its space is closed."""
    letters.say_suspended(**_noted(event))


@consumer("lifecycle.tell_reopened", of="space.reopened")
def tell_reopened(event: Event) -> None:
    """Tell the team that its space is open again."""
    letters.say_reopened(**_noted(event))


@consumer("lifecycle.tell_archived", of="space.archived")
def tell_archived(event: Event) -> None:
    """Tell the team that its space is archived."""
    letters.say_archived(**_noted(event))


@consumer("lifecycle.tell_unarchived", of="space.unarchived")
def tell_unarchived(event: Event) -> None:
    """Tell the team that its space is archived no more."""
    letters.say_unarchived(**_noted(event))


@consumer("lifecycle.tell_deletion_scheduled", of="space.deletion_scheduled")
def tell_deletion_scheduled(event: Event) -> None:
    """Tell the team that its space is to be deleted; nothing, when that was undone meanwhile."""
    noted = _noted(event)
    if noted["space"].delete_at:
        letters.say_deletion_scheduled(**noted)


@consumer("lifecycle.tell_deletion_cancelled", of="space.deletion_cancelled")
def tell_deletion_cancelled(event: Event) -> None:
    """Tell the team that its space is kept."""
    letters.say_deletion_cancelled(**_noted(event))


@consumer("lifecycle.tell_renamed", of="space.renamed")
def tell_renamed(event: Event) -> None:
    """Tell the team where its space is now."""
    space, entry = _concerned(event)
    former = str(entry.details["before"]["label"])
    host = f"{former}.{settings.APEX_HOST}"
    letters.say_renamed(space, former=host, key=_key(event))


def _noted(event: Event) -> dict[str, Any]:
    """Return the space, the reason given and the key of the letter."""
    space, entry = _concerned(event)
    return {"space": space, "reason": str(entry.details.get("reason", "")), "key": _key(event)}


def _concerned(event: Event) -> tuple[Space, Entry]:
    """Return the space and the platform's entry; what operators did is written in the space's own log too.

    (What its team did is there already.)
    """
    space = Space.objects.get(pk=event.payload["space_id"])
    entry = Entry.objects.get(pk=event.payload["entry_id"])
    if entry.actor_name != TEAM.name:
        told = {name: entry.details[name] for name in ("reason", "before", "after") if name in entry.details}
        with entered(space):
            record(entry.action, by=OPERATORS, **told)
    return space, entry


def _key(event: Event) -> str:
    return f"{event.name}:{event.payload['entry_id']}"
