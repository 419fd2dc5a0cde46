"""What is measured of the process in every space."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from billing_free.metering.registry import Meter
from consultations.process.models import Consultation, Contribution, State, Status


def count_consultations() -> int:
    """Count the consultations that were published, those that ended included."""
    return Consultation.objects.exclude(state=State.DRAFT).count()


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
        slug="contributions",
        label=_("Contributions"),
        explanation=_("Les propositions, initiatives, commentaires… que l’on peut lire dans votre espace."),
        count=count_contributions,
        headline=True,
        order=30,
    ),
]
