"""What is measured of the process in every space."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing_free.metering.registry import Meter
from consultations.process.models import Consultation, Contribution, State, Status, Step


def count_consultations() -> int:
    """Count the consultations that were published, those that ended included."""
    return Consultation.objects.exclude(state=State.DRAFT).count()


def open_consultations() -> QuerySet[Consultation]:
    """Return the published consultations that are not over: closed by nobody, and with a step that has not ended."""
    left = Step.objects.filter(consultation=OuterRef("pk"), closes_at__gt=timezone.now())
    found: QuerySet[Consultation] = Consultation.objects.filter(Exists(left), state=State.PUBLISHED)
    return found


def count_open_consultations() -> int:
    """Count them."""
    return open_consultations().count()


def count_contributions() -> int:
    """Count the contributions that are shown."""
    return Contribution.objects.filter(status=Status.PUBLISHED).count()


METERS = [
    Meter(
        slug="consultations",
        label=_("Concertations"),
        explanation=_("Les concertations publiées, en cours ou terminées."),
        count=count_consultations,
        order=20,
    ),
    Meter(
        slug="open_consultations",
        label=_("Concertations ouvertes"),
        explanation=_("Les concertations publiées qui ne sont pas terminées."),
        count=count_open_consultations,
        order=25,
    ),
    Meter(
        slug="contributions",
        label=_("Contributions"),
        explanation=_("Les propositions, initiatives, commentaires… que l’on peut lire dans votre espace."),
        count=count_contributions,
        headline=True,
        order=30,
    ),
]
