"""What every change of a consultation, a theme or a step has in common. Operations call this after they asked the right."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from consultations.process.models import Consultation, State
from platform_core.concurrency import refuse_if_changed
from platform_core.errors import RuleBroken

Row = TypeVar("Row", bound=Model)

PROMISE = ("outcome", "answered_by", "answer_due_on")  # what the constraint of the table asks of a published one
STAMP = "updated_at"


def locked(row: Row) -> Row:
    """Return the row as it is now, locked until the end of the transaction."""
    manager = type(row)._default_manager
    return manager.select_for_update().get(pk=row.pk)


def change_fields(row: Row, changes: dict[str, Any], seen: str | None = None) -> list[str]:
    """Write new values in a locked row; return the names of those that differ. Raises `RuleBroken` when somebody else
    saved these fields after the person saw them (`seen`).
    """
    refuse_if_changed([row], changes, seen)
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, changes[name])
    if changed:
        stamps = [field.name for field in row._meta.fields if field.name == STAMP]
        row.save(update_fields=[*changed, *stamps])
    return changed


def keep_promise(consultation: Consultation, changes: dict[str, Any]) -> None:
    """Raise `RuleBroken` when a change would take from a published consultation what residents were promised."""
    if consultation.state == State.DRAFT:
        return
    for name in PROMISE:
        if name in changes and not changes[name]:
            message = _("Cette concertation est publiée : cette promesse peut être précisée, pas retirée.")
            raise RuleBroken("promise", message, name)
