"""What every kind of contribution has in common when it is added, changed or taken back.

Modalities and capabilities call these inside their own operation, which has already asked its own permission.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.process.models import Contribution, Revision, Status, Step, Theme
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit

if TYPE_CHECKING:
    from platform_core.accounts.models import Structure


def add_contribution(
    *, kind: str, step: Step, by: Actor, theme: Theme | None = None, structure: Structure | None = None, **fields: Any
) -> Contribution:
    """Add a published contribution of a kind; raises `RuleBroken` for a theme or a structure that is not theirs."""
    if theme is not None and theme.consultation_id != step.consultation_id:
        raise RuleBroken("theme", _("Choisissez un thème de cette concertation."), "theme")
    if structure is not None and not structure.members.filter(pk=by.pk).exists():
        raise RuleBroken(
            "structure", _("Vous ne pouvez contribuer qu’au nom d’une structure dont vous êtes membre."), "structure"
        )
    contribution = Contribution.objects.create(
        kind=kind,
        step=step,
        consultation=step.consultation,
        theme=theme,
        structure=structure,
        author_id=by.pk,
        status=Status.PUBLISHED,
        published_at=timezone.now(),
        **fields,
    )
    record(f"{kind}.add", by=by, target=contribution, step=step.pk)
    emit("contribution.published", contribution_id=contribution.pk, kind=kind)
    return contribution


def change_contribution(contribution: Contribution, *, by: Actor, **fields: Any) -> Contribution:
    """Change a contribution, keeping what it said in its public history."""
    texts = {"title", "body"} & fields.keys()
    if any(getattr(contribution, name) != fields[name] for name in texts):
        Revision.objects.create(
            contribution=contribution, title=contribution.title, body=contribution.body, by_id=by.pk
        )
        contribution.edited_at = timezone.now()
    for name, value in fields.items():
        setattr(contribution, name, value)
    contribution.save(update_fields=[*fields, "edited_at"])
    record(f"{contribution.kind}.change", by=by, target=contribution, fields=sorted(fields))
    return contribution


def withdraw(contribution: Contribution, *, by: Actor) -> Contribution:
    """Take a contribution back: it is no longer shown, its supports and comments are kept."""
    contribution.status = Status.WITHDRAWN
    contribution.save(update_fields=["status"])
    record(f"{contribution.kind}.withdraw", by=by, target=contribution)
    emit("contribution.withdrawn", contribution_id=contribution.pk, kind=contribution.kind)
    return contribution
