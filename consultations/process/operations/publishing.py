"""From draft to public, to closed, to archived."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing_free.quotas.counting import hold
from billing_free.quotas.queries import check_limit
from billing_free.quotas.table import CONSULTATIONS
from consultations.process.changing import locked
from consultations.process.models import Consultation, State
from consultations.process.queries.files import files_of
from consultations.process.queries.missing import missing_before_publishing
from platform_core.access import require
from platform_core.access.actors import Actor
from platform_core.audit.log import record
from platform_core.errors import RuleBroken
from platform_core.files.operations import share_files
from platform_core.outbox.events import emit

_TOO_MANY = gettext_lazy(
    "Votre espace a déjà autant de concertations ouvertes qu’il peut (%(n)s). Attendez que l’une se termine, ou demandez "
    "plus dans « Usage de la plateforme ». Ce brouillon reste tel quel."
)


@transaction.atomic
def publish_consultation(*, by: Actor, consultation: Consultation) -> Consultation:
    """Show a draft to everybody. Raises `RuleBroken`: "incomplete" with all that is missing, "quota" when the space has as
    many open consultations as it may; those are never cut.
    """
    require("consultations.publish", by, consultation)
    now = locked(consultation)
    require("consultations.publish", by, now)  # somebody else may just have published it
    if missing := missing_before_publishing(now):
        what = " ".join(f"• {one.sentence}" for one in missing)
        raise RuleBroken("incomplete", _("Il manque encore : %(what)s") % {"what": what})
    hold(CONSULTATIONS)
    if (verdict := check_limit(CONSULTATIONS)).is_full:
        raise RuleBroken("quota", _TOO_MANY % {"n": verdict.limit})
    now.state, now.published_at = State.PUBLISHED, timezone.now()
    now.save(update_fields=["state", "published_at", "updated_at"])
    share_files(by=by, files=files_of(now))
    record("consultations.publish", by=by, target=now)
    emit("consultation.published", consultation_id=now.pk, by_id=by.pk)
    return now


@transaction.atomic
def close_consultation(*, by: Actor, consultation: Consultation, reason: str = "") -> Consultation:
    """End a consultation: nobody contributes any more, all stays readable. Raises `RuleBroken` when a step is cut short
    without a reason, which is public.
    """
    require("consultations.close", by, consultation)
    now = locked(consultation)
    require("consultations.close", by, now)
    at = timezone.now()
    if now.steps.filter(closes_at__gt=at).exists() and not reason.strip():
        message = _("Des étapes ne sont pas finies : dites pourquoi la concertation s’arrête. Ce motif est public.")
        raise RuleBroken("reason", message, "reason")
    now.state, now.closed_at, now.closing_reason = State.CLOSED, at, reason.strip()
    now.save(update_fields=["state", "closed_at", "closing_reason", "updated_at"])
    record("consultations.close", by=by, target=now, reason=now.closing_reason)
    emit("consultation.closed", consultation_id=now.pk, by_id=by.pk)
    return now


@transaction.atomic
def archive_consultation(*, by: Actor, consultation: Consultation) -> Consultation:
    """Move a consultation that is over out of the home page; it stays readable and no longer changes."""
    require("consultations.archive", by, consultation)
    now = locked(consultation)
    require("consultations.archive", by, now)
    now.state, now.closed_at = State.ARCHIVED, now.closed_at or timezone.now()
    now.save(update_fields=["state", "closed_at", "updated_at"])
    record("consultations.archive", by=by, target=now)
    emit("consultation.archived", consultation_id=now.pk)
    return now
