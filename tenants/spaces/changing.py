"""What every change of state shares: the table of transitions enforced, one change at a time, both logs written."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core import scope
from platform_core.access.actors import Actor, System
from platform_core.audit.log import record
from platform_core.audit.models import Entry
from platform_core.errors import RuleBroken
from tenants.spaces.models import Space, State
from tenants.spaces.rules import TRANSITIONS
from tenants.spaces.scopes import platform

TEAM = System("team")  # in the platform's log, which does not know the accounts of spaces


def given(reason: str) -> str:
    """Return a reason without outer space; raises `RuleBroken` for none."""
    if not reason.strip():
        raise RuleBroken("reason", _("Indiquez le motif : l’équipe de l’espace le lira."), "reason")
    return reason.strip()


def locked(space: Space) -> Space:
    """Return the row of a space as it is now, kept from other changes until the transaction ends. On the platform."""
    found: Space = Space.objects.select_for_update(of=("self",)).get(pk=space.pk)
    return found


def must_be_possible(space: Space, after: State, verb: str) -> None:
    """Raise `RuleBroken("state")` unless the table lets `verb` take a space from where it is to `after`."""
    if TRANSITIONS.get((State(space.state), after)) != verb:
        raise RuleBroken("state", _("L’état de cet espace a changé entre-temps. Relisez sa fiche."))


def move(space: Space, after: State, verb: str, **fields: Any) -> State:
    """Take a space to a state by the operation `verb`; returns the state before. On the platform, in a transaction.

    Raises `RuleBroken("state")` when no way leads there from where the space is: somebody was quicker, or it is refused
    for good. `space` is given what was written, so that the page that follows says so.
    """
    row = locked(space)
    must_be_possible(row, after, verb)
    written = {"state": after, "state_since": timezone.now(), **fields}
    Space.objects.filter(pk=space.pk).update(**written)
    for name, value in written.items():
        setattr(space, name, value)
    return State(row.state)


def note(verb: str, by: Actor, space: Space, **details: Any) -> Entry:
    """Write an action on a space in the platform's log and, when its own team acts, first in that of the space.

    (When an operator acts, the space's log is written by the consumer of the event: a space that cannot be read must not
    keep an operator from closing it.) Returns the entry of the platform.
    """
    if not scope.in_space():
        return record(verb, by=by, target=space, **details)
    record(verb, by=by, **details)
    with platform():
        return record(verb, by=TEAM, target=space, member=by.pk, **details)
