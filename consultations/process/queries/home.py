"""What the blocks of the home page read: each asks only when it is shown, and once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q

from consultations.process.modality import modalities
from consultations.process.models import Consultation, Contribution, State, Status

LATEST = 3


def home_figures() -> dict[str, int]:
    """Return how many consultations and contributions everybody may read, in one statement."""
    kinds = Q(contributions__status=Status.PUBLISHED, contributions__kind__in=_kinds())
    return Consultation.objects.exclude(state=State.DRAFT).aggregate(
        consultations=Count("pk", distinct=True), contributions=Count("contributions", filter=kinds)
    )


def latest_contributions() -> Sequence[Contribution]:
    """Return the latest public contributions of the modalities (comments are not shown alone)."""
    found = Contribution.objects.public().filter(kind__in=_kinds()).select_related("consultation", "step")
    return list(found.order_by("-published_at", "-pk")[:LATEST])


def _kinds() -> list[str]:
    return [kind for one in modalities() for kind in one.kinds]
