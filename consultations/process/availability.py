"""Which ways to take part a team may use now. Two keys decide (`tenants/features`); nothing here names a modality."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count
from django.utils import timezone

from consultations.process.modality import Modality, modalities
from consultations.process.models import State, Step
from platform_core.access import Denial
from tenants.features.queries import closed_here
from tenants.features.registry import Feature, Source


def modality_closed(slug: str) -> Denial | None:
    """Return why no new step may use a modality and no draft that has it may be published; `None` when both may."""
    return closed_here(slug)


def open_modalities() -> list[Modality]:
    """Return the modalities that a new step may use, in the order in which they are proposed."""
    return [one for one in modalities() if modality_closed(one.slug) is None]


def closed_modalities() -> list[tuple[Modality, Denial]]:
    """Return the others, each with the reason."""
    return [(one, why) for one in modalities() if (why := modality_closed(one.slug)) is not None]


def closed_among(steps: Iterable[Step]) -> list[tuple[Step, Denial]]:
    """Return the steps whose modality is closed, each with the reason."""
    return [(step, why) for step in steps if (why := modality_closed(step.modality)) is not None]


def _features() -> list[Feature]:
    return [Feature(one.slug, one.label, one.description, one.icon) for one in modalities()]


def _running() -> dict[str, int]:
    """Return how many public steps are open or to come, by modality."""
    steps = Step.objects.filter(consultation__state=State.PUBLISHED, closes_at__gt=timezone.now())
    return dict(steps.order_by().values_list("modality").annotate(Count("pk")))


SOURCE = Source(_features, _running)
