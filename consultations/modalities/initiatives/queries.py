"""Reads of initiatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from consultations.process.modality import Figure
from consultations.process.models import Contribution, Step

KIND = "initiative"
ON_MAP = 500  # points: beyond, a map is no longer read


def shown_in(step: Step) -> QuerySet[Contribution]:
    """Return the public initiatives of a step."""
    return Contribution.objects.public().filter(step=step, kind=KIND).select_related("initiative")


def figures(steps: Sequence[Step]) -> dict[int, list[Figure]]:
    """Return the number of initiatives and of communes of each step, in one query for all."""
    counted = Contribution.objects.public().filter(step__in=steps, kind=KIND).order_by().values("step")
    rows_of = {row["step"]: row for row in counted.annotate(n=Count("pk"), places=Count("insee", distinct=True))}
    answers = {}
    for step in steps:
        row = rows_of.get(step.pk, {"n": 0, "places": 0})
        answers[step.pk] = [
            Figure(row["n"], ngettext("initiative", "initiatives", row["n"]), "star"),
            Figure(row["places"], ngettext("commune", "communes", row["places"]), "map-pin"),
        ]
    return answers


def point_of(contribution: Contribution) -> dict[str, object]:
    """Return the point of one initiative on a map."""
    return {
        "lat": contribution.latitude,
        "lng": contribution.longitude,
        "title": contribution.title,
        "text": contribution.place,
        "url": reverse("initiatives:detail", args=[contribution.pk]),
    }


def points(contributions: QuerySet[Contribution]) -> list[dict[str, object]]:
    """Return the points of the map: those that have a place."""
    placed = contributions.exclude(latitude=None).select_related(None)
    return [point_of(one) for one in placed.only("title", "place", "latitude", "longitude")[:ON_MAP]]


def rows(step: Step) -> Iterator[Contribution]:
    """Yield the public initiatives of a step for an export, in constant memory."""
    yield from shown_in(step).select_related("author", "structure", "theme", "initiative").order_by("pk").iterator(500)
