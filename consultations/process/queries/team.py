"""What the team's dashboard and list read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from consultations.process.models import Consultation, State, Step
from platform_core.accounts.models import Invitation, User

SOON = timedelta(days=10)


@dataclass(frozen=True)
class FirstSteps:
    """What a new team does first; each is true once done."""

    pages: bool
    team: bool
    consultation: bool
    published: bool

    @property
    def all_done(self) -> bool:
        """Tell whether nothing is left."""
        return self.pages and self.team and self.published


def first_steps(missing_pages: Sequence[object]) -> FirstSteps:
    """Return where the team is in its first steps."""
    return FirstSteps(
        pages=not missing_pages,
        team=User.objects.exclude(roles=[]).count() > 1 or Invitation.objects.exists(),
        consultation=Consultation.objects.exists(),
        published=Consultation.objects.exclude(state=State.DRAFT).exists(),
    )


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
