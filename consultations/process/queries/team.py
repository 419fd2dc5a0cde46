"""What the team's dashboard and list read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from consultations.process.models import Consultation, Partner, Phase, State, Step
from consultations.process.queries.public import in_phase, listed, steps_with_extensions
from platform_core.access.actors import Actor

SOON = timedelta(days=10)


def is_started() -> Exists:
    """Tell the database whether a consultation was published."""
    return Exists(Consultation.objects.exclude(state=State.DRAFT))


def edited(actor: Actor) -> QuerySet[Consultation]:
    """Return the consultations an actor may see as the wizard reads them: `is_steered`, and their steps with extensions."""
    steered = Exists(Partner.objects.filter(consultation=OuterRef("pk")))
    steps = Prefetch("steps", steps_with_extensions())
    return Consultation.objects.visible_to(actor).annotate(is_steered=steered).prefetch_related(steps)


def on_home(actor: Actor, most: int) -> tuple[Sequence[Consultation], Sequence[Consultation]]:
    """Return the consultations that are running, then the drafts, `most` of each, as `listed` gives them; two queries."""
    visible = listed(actor)
    running = in_phase(visible, Phase.OPEN)[:most]
    drafts = visible.filter(state=State.DRAFT).order_by("-updated_at")[:most]
    chosen = Q(pk__in=running.values("pk")) | Q(pk__in=drafts.values("pk"))
    both = list(visible.filter(chosen).order_by("closes_at", "pk"))
    latest = sorted((one for one in both if one.is_draft), key=lambda one: one.updated_at, reverse=True)
    return [one for one in both if not one.is_draft], latest


def closing_soon() -> QuerySet[Step]:
    """Return the open steps that end within ten days, the first to end first."""
    now = timezone.now()
    return (
        Step.objects.filter(
            consultation__state=State.PUBLISHED, opens_at__lte=now, closes_at__gt=now, closes_at__lte=now + SOON
        )
        .select_related("consultation")
        .order_by("closes_at")
    )


def answers_due() -> QuerySet[Consultation]:
    """Return the consultations that are over or due, and whose promised answer is expected within ten days or late."""
    return Consultation.objects.filter(
        state__in=[State.PUBLISHED, State.CLOSED], answer_due_on__lte=timezone.localdate() + SOON
    ).order_by("answer_due_on")
