"""The dataset of supports: how many a day for each contribution. Who supported is in no export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from consultations.capabilities.supports.models import Support
from consultations.process.models import Contribution, Step
from platform_core.tabular import Column

CHUNK = 2000  # lines in memory at a time


def columns(step: Step) -> Sequence[Column]:
    """Return the columns."""
    return [
        Column("contribution", _("Numéro"), _("Numéro de la contribution soutenue dans l’espace"), "integer"),
        Column("title", _("Titre"), _("Titre de la contribution"), "text"),
        Column("day", _("Jour"), _("Jour, à l’heure de l’espace"), "date"),
        Column("supports", _("Soutiens"), _("Nombre de soutiens donnés ce jour-là et non repris depuis"), "integer"),
    ]


def counted(step: Step) -> QuerySet[Support, Any]:
    """Return the number of supports of each public contribution and day; none while numbers are hidden."""
    public = Contribution.objects.public().filter(step=step)
    found = Support.objects.filter(contribution__in=public) if step.supports_shown else Support.objects.none()
    days = found.annotate(day=TruncDate("created_at")).values_list("contribution", "contribution__title", "day")
    return days.annotate(n=Count("pk")).order_by("contribution", "day")


def lines(step: Step) -> Iterator[Sequence[Any]]:
    """Yield the lines, in constant memory."""
    yield from counted(step).iterator(chunk_size=CHUNK)
