"""The steps of a consultation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.process.availability import modality_closed
from consultations.process.changing import change_fields, locked
from consultations.process.modality import modalities
from consultations.process.models import Consultation, Extension, Moment, State, Step
from consultations.process.rules import refuse_bad_period
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.outbox.events import emit

DATES = frozenset({"opens_at", "closes_at"})


@transaction.atomic
def add_step(
    *, by: Actor, consultation: Consultation, modality: str, opens_at: datetime, closes_at: datetime, **fields: Any
) -> Step:
    """Add a step with one of the modalities of the installation. Raises `RuleBroken` for bad dates or a modality
    that is unknown or closed.

    In a published consultation a new step is still to come: nobody finds one that ended before it was announced.
    """
    require("consultations.edit", by, consultation)
    now = locked(consultation)
    known = {one.slug: one for one in modalities()}
    if modality not in known:
        raise RuleBroken("modality", _("Choisissez une modalité de la liste."), "modality")
    if closed := modality_closed(modality):
        raise RuleBroken(closed.code, str(closed.reason), "modality")
    refuse_bad_period(opens_at, closes_at)
    if now.state != State.DRAFT and closes_at <= timezone.now():
        raise RuleBroken("dates", _("Cette étape serait déjà terminée : choisissez une fin à venir."), "closes_at")
    dates = {"opens_at": opens_at, "closes_at": closes_at}
    fields = {**known[modality].possible(), **fields, **dates}
    step = Step.objects.create(consultation=now, modality=modality, order=now.steps.count(), **fields)
    record("consultations.add_step", by=by, target=step, consultation=now.pk, modality=modality)
    return step


@transaction.atomic
def edit_step(*, by: Actor, step: Step, seen: str | None = None, **fields: Any) -> Step:
    """Change a step. Once the consultation is published its dates move only by `extend_step`, which says why.

    Raises `RuleBroken` for bad dates, or when somebody else saved meanwhile.
    """
    require("consultations.edit", by, step.consultation)
    state = locked(step.consultation).state  # the same lock as publishing: dates cannot move while it happens
    now = locked(step)
    opens_at, closes_at = fields.get("opens_at", now.opens_at), fields.get("closes_at", now.closes_at)
    if state != State.DRAFT and (opens_at, closes_at) != (now.opens_at, now.closes_at):
        message = _(
            "Le calendrier est public : une étape publiée se prolonge, ses dates ne se changent pas autrement."
        )
        raise RuleBroken("published_dates", message, "closes_at")
    refuse_bad_period(opens_at, closes_at)
    changed = change_fields(now, fields, seen)
    if changed:
        dates = {name: getattr(now, name).isoformat() for name in DATES.intersection(changed)}
        record("consultations.edit_step", by=by, target=now, fields=changed, **dates)
    return now


@transaction.atomic
def delete_step(*, by: Actor, step: Step) -> None:
    """Remove a step. Raises `RuleBroken` once it has opened to the public, or when something was contributed in it."""
    require("consultations.edit", by, step.consultation)
    state = locked(step.consultation).state
    now = locked(step)
    if now.contributions.exists():
        raise RuleBroken(
            "has_contributions", _("Cette étape a reçu des contributions : elle ne peut plus être supprimée.")
        )
    if state != State.DRAFT and now.moment != Moment.BEFORE:
        raise RuleBroken("opened", _("Cette étape a été ouverte au public : elle ne peut plus être supprimée."))
    record("consultations.delete_step", by=by, target=step.consultation, step=now.pk, title=now.title)
    now.delete()


@transaction.atomic
def extend_step(*, by: Actor, step: Step, until: datetime, reason: str) -> Extension:
    """Move the end of a running or future step later, with a public reason; those who follow are told.

    Raises `RuleBroken` without a reason, or for an end that is not later than the present one.
    """
    require("consultations.extend", by, step)
    locked(step.consultation)
    now = locked(step)
    require("consultations.extend", by, now)  # it may just have ended
    if not reason.strip():
        raise RuleBroken(
            "reason", _("Dites pourquoi : le motif est affiché sur la page de la concertation."), "reason"
        )
    if until <= now.closes_at or until <= timezone.now():
        raise RuleBroken("until", _("La nouvelle fin doit être plus tard que la fin actuelle."), "until")
    extension = Extension.objects.create(
        step=now, old_end=now.closes_at, new_end=until, reason=reason.strip(), by_id=by.pk
    )
    now.closes_at = until
    now.save(update_fields=["closes_at"])
    record(
        "consultations.extend",
        by=by,
        target=now,
        before=extension.old_end.isoformat(),
        after=until.isoformat(),
        reason=extension.reason,
    )
    emit("step.extended", step_id=now.pk, extension_id=extension.pk, consultation_id=now.consultation_id)
    return extension


@transaction.atomic
def write_calendar(
    *,
    by: Actor,
    consultation: Consultation,
    dates: Mapping[int, tuple[datetime, datetime]],
    seen: Mapping[int, str | None],
) -> None:
    """Give steps of a draft their (opening, end) at once, by key; all or none. Raises `RuleBroken` for bad dates (its
    `field` is the key of the step), or when somebody else moved them after `seen`.
    """
    require("consultations.edit", by, consultation)
    for step in locked(consultation).steps.filter(pk__in=dates):
        opens_at, closes_at = dates[step.pk]
        try:
            edit_step(by=by, step=step, seen=seen.get(step.pk), opens_at=opens_at, closes_at=closes_at)
        except RuleBroken as error:
            raise RuleBroken(error.code, error.message, str(step.pk)) from error
