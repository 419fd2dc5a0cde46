"""The life of a space: its states, and every way from one to another. Nothing else changes a state."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a space is in its life. What is only asked for is no space yet: it is an `opening.SpaceRequest`."""

    PROVISIONING = "provisioning", _("En construction")
    ACTIVE = "active", _("Ouvert")
    SUSPENDED = "suspended", _("Suspendu")
    ARCHIVED = "archived", _("Archivé")
    SCHEDULED = "scheduled", _("Suppression programmée")
    DELETED = "deleted", _("Supprimé")


FROZEN = frozenset({State.SUSPENDED, State.ARCHIVED, State.SCHEDULED})  # read-only: nobody writes, regular work stops
CLOSED = frozenset({State.SUSPENDED, State.SCHEDULED})  # to all but the team, which reads and exports
OPEN = frozenset({State.ACTIVE, State.ARCHIVED})  # to everybody
LIVING = frozenset({State.ACTIVE, *FROZEN})
PREPARING = "preparing"  # no state: in service, and not opened to the public yet (`Space.opened_at`)

# (before, after) → the permission and the operation, of the same name, that does it. What is not here cannot be done.
TRANSITIONS = {
    (State.PROVISIONING, State.ACTIVE): "spaces.build",
    (State.PROVISIONING, State.DELETED): "spaces.abandon",
    (State.ACTIVE, State.SUSPENDED): "spaces.suspend",
    (State.ARCHIVED, State.SUSPENDED): "spaces.suspend",
    (State.SUSPENDED, State.ACTIVE): "spaces.reopen",  # to what the space was before
    (State.SUSPENDED, State.ARCHIVED): "spaces.reopen",
    (State.ACTIVE, State.ARCHIVED): "spaces.archive",
    (State.ARCHIVED, State.ACTIVE): "spaces.unarchive",
    (State.ACTIVE, State.SCHEDULED): "spaces.schedule_deletion",
    (State.SUSPENDED, State.SCHEDULED): "spaces.schedule_deletion",
    (State.ARCHIVED, State.SCHEDULED): "spaces.schedule_deletion",
    (State.SCHEDULED, State.ACTIVE): "spaces.cancel_deletion",  # to the state that the space was in
    (State.SCHEDULED, State.SUSPENDED): "spaces.cancel_deletion",
    (State.SCHEDULED, State.ARCHIVED): "spaces.cancel_deletion",
    (State.SCHEDULED, State.DELETED): "spaces.delete",
}

GRACE = timedelta(days=30)  # between the decision to delete and the deletion
REMINDERS = (7, 1)  # days before it, besides the letter of the decision itself
LAST_CALL = timedelta(hours=23)  # nothing is deleted sooner after the last reminder was written
LABEL_KEPT = timedelta(days=365)  # a former address leads to the new one; that of a deleted space is given to nobody


def before(verb: str) -> frozenset[State]:
    """Return the states from which an operation may start."""
    return frozenset(one for (one, _after), name in TRANSITIONS.items() if name == verb)
