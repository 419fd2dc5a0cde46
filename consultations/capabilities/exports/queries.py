"""Reads of exports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from consultations.capabilities.exports.models import UNDER_WAY, Export, State
from consultations.process.datasets import Offer, offers
from consultations.process.models import Consultation, Step
from consultations.process.models import State as ConsultationState
from platform_core.access.actors import Actor, roles_of
from platform_core.access.roles import Role
from platform_core.retention import must_be_kept

SILENCE = timedelta(minutes=3)  # of a worker that builds; beyond, it is believed dead
LOST = timedelta(seconds=45)  # an export waiting for longer: its message was lost
RENEWED = timedelta(days=30)  # open data: what a person changed meanwhile (a name) is taken in


def visible_to(actor: Actor) -> QuerySet[Export]:
    """Return the team's exports that an actor may see: one's own; for an administrator, all."""
    found = Export.objects.filter(is_open=False).select_related("consultation", "requested_by")
    return found if Role.ADMINISTRATOR in roles_of(actor) else found.filter(requested_by_id=actor.pk)


def offered(consultation: Consultation) -> list[Offer]:
    """Return what can be exported of a consultation."""
    return offers(_steps(consultation))


def chosen(export: Export) -> list[Offer]:
    """Return what an export takes of what can still be exported, in order."""
    return [one for one in offered(export.consultation) if one.key in export.datasets]


def open_offers(consultation: Consultation) -> list[Offer]:
    """Return what everybody may have."""
    return [one for one in offered(consultation) if one.dataset.is_open_data]


def open_export(consultation: Consultation) -> Export | None:
    """Return the open data ready of a consultation."""
    ready = Export.objects.filter(consultation=consultation, is_open=True, state=State.READY)
    return ready.filter(expires_at__gt=timezone.now()).first()


def over_without_open_data(at: datetime) -> QuerySet[Consultation]:
    """Return the consultations that are over and whose open data is not there, nor on its way, nor refused of late."""
    known = Export.objects.filter(consultation=OuterRef("pk"), is_open=True, requested_at__gt=at - RENEWED)
    steps = Step.objects.filter(consultation=OuterRef("pk"))
    ended = Q(state__in=[ConsultationState.CLOSED, ConsultationState.ARCHIVED]) | (
        Q(state=ConsultationState.PUBLISHED) & ~Exists(steps.filter(closes_at__gt=at))
    )
    return Consultation.objects.filter(ended, Exists(steps), ~Exists(known.exclude(state=State.EXPIRED)))


def abandoned(at: datetime) -> QuerySet[Export]:
    """Return the exports that nobody builds: their message was lost, or their worker is silent."""
    waiting = Q(state=State.WAITING, requested_at__lt=at - LOST)
    return Export.objects.filter(waiting | Q(state=State.BUILDING, heartbeat_at__lt=at - SILENCE))


def takeable(at: datetime) -> QuerySet[Export]:
    """Return the exports that a worker may begin."""
    return Export.objects.filter(Q(state=State.WAITING) | Q(state=State.BUILDING, heartbeat_at__lt=at - SILENCE))


def outdated(at: datetime) -> QuerySet[Export]:
    """Return the exports whose file is kept no longer."""
    return Export.objects.filter(state=State.READY, expires_at__lte=at)


def holding_names() -> QuerySet[Export]:
    """Return the exports in which the name of any person may be."""
    return Export.objects.filter(state__in=[*UNDER_WAY, State.READY])


def work_is_due() -> bool:
    """Tell whether an export is to be taken up, published or removed."""
    at = timezone.now()
    waits = abandoned(at).exists() or over_without_open_data(at).exists()
    return waits or (outdated(at).exists() and not must_be_kept())


def _steps(consultation: Consultation) -> Sequence[Step]:
    return list(consultation.steps.select_related("consultation").order_by("opens_at", "order", "pk"))
