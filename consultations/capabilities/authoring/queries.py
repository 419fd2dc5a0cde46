"""Contributions that resemble what someone is writing."""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db.models import F, Q, QuerySet

from consultations.process.models import Contribution, Step
from consultations.process.models.contribution import SEARCH

CLOSE = 0.25  # trigram similarity of titles, 0 to 1: below, people no longer see what is alike
SHOWN = 5


def similar(step: Step, kind: str, title: str, *, besides: int = 0) -> QuerySet[Contribution]:
    """Return at most five public contributions of a step whose title resembles, or that hold all the words."""
    words = SearchQuery(title, config=SEARCH, search_type="plain")
    public = Contribution.objects.public().filter(step=step, kind=kind).exclude(pk=besides)
    alike = public.annotate(likeness=TrigramSimilarity("title", title))
    return alike.filter(Q(likeness__gte=CLOSE) | Q(search=words)).order_by(F("likeness").desc(), "-pk")[:SHOWN]
