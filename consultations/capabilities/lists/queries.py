"""Search, filter and sort contributions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import CharField, F, Func, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from consultations.process.models import Contribution
from consultations.process.models.contribution import SEARCH

ORDER_BY = {
    "recentes": ("-published_at", "-pk"),
    "soutenues": ("-supports_count", "-published_at", "-pk"),
    "commentees": ("-comments_count", "-published_at", "-pk"),
}


@dataclass(frozen=True)
class Facets:
    """The values by which a list can be filtered: those that occur in it."""

    themes: list[tuple[int, str]] = field(default_factory=list)
    communes: list[tuple[str, str]] = field(default_factory=list)
    structures: list[tuple[int, str]] = field(default_factory=list)


def facets(contributions: QuerySet[Contribution]) -> Facets:
    """Return the themes, communes and structures of a list, in one query."""
    names = ("theme_id", "theme__title", "theme__order", "insee", "place", "structure_id", "structure__name")
    rows = set(contributions.order_by().values_list(*names).distinct())
    themes = sorted({(order, pk, title) for pk, title, order, *_rest in rows if pk})
    communes = sorted({(row[3], row[4]) for row in rows if row[3]}, key=lambda pair: pair[1])
    structures = sorted({(row[5], row[6]) for row in rows if row[5]}, key=lambda pair: pair[1].casefold())
    return Facets([(pk, title) for _order, pk, title in themes], communes, structures)


def found(contributions: QuerySet[Contribution], criteria: Mapping[str, str]) -> QuerySet[Contribution]:
    """Keep what answers the criteria (`q`, `theme`, `commune`, `structure`) and sort it (`tri`)."""
    if words := criteria.get("q"):
        # "web search" syntax: words, "exact words", -without; accents and plurals are forgiven by the configuration.
        query = SearchQuery(words, config=SEARCH, search_type="websearch")
        contributions = contributions.filter(search=query).annotate(rank=SearchRank(F("search"), query))
    for name, column in (("theme", "theme_id"), ("commune", "insee"), ("structure", "structure_id")):
        if value := criteria.get(name):
            contributions = contributions.filter(**{column: value})
    order = criteria.get("tri", "")
    if order == "hasard":
        return contributions.order_by(shuffled(), "pk")
    if words and not order:
        return contributions.order_by(F("rank").desc(), "-pk")
    return contributions.order_by(*ORDER_BY.get(order, ORDER_BY["recentes"]))


def shuffled() -> Func:
    """Return an order that looks random, is the same for everybody and for all pages, and changes every day."""
    day = Value(f"{timezone.localdate():%Y%m%d}")
    return Func(Concat(day, Cast("pk", CharField())), function="md5", output_field=CharField())
