"""Contributions of all kinds, filtered and sorted: what the API lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, IntegerField, Q, QuerySet, When
from django.utils import timezone

from consultations.process.models import Contribution, State
from consultations.process.models.contribution import SEARCH
from platform_core.access.actors import Actor

COLUMNS = {
    "kind": "kind",
    "consultation": "consultation_id",
    "step": "step_id",
    "theme": "theme_id",
    "commune": "insee",
    "structure": "structure_id",
    "after": "pk__gt",
}
ORDERS = {
    "recent": ("-published_at", "-pk"),
    "oldest": ("published_at", "pk"),
    "id": ("pk",),
    "comments": ("-comments_count", "-published_at", "-pk"),
    "supports": ("-known_supports", "-published_at", "-pk"),
}


def readable(actor: Actor, *, mine: bool = False) -> QuerySet[Contribution]:
    """Return what a list shows: what is public, or one's own whatever its state."""
    if mine:
        return (
            Contribution.objects.filter(author_id=actor.pk) if actor.is_authenticated else Contribution.objects.none()
        )
    return Contribution.objects.public()


def narrowed(contributions: QuerySet[Contribution], asked: Mapping[str, Any]) -> QuerySet[Contribution]:
    """Keep what answers the filters given (`q` and the names of `COLUMNS`); empty ones filter nothing."""
    if words := asked.get("q"):
        contributions = contributions.filter(search=SearchQuery(words, config=SEARCH, search_type="websearch"))
    wanted = {column: asked[name] for name, column in COLUMNS.items() if asked.get(name) not in {None, ""}}
    return contributions.filter(**wanted)


def ordered(contributions: QuerySet[Contribution], order: str) -> QuerySet[Contribution]:
    """Sort; numbers of supports that are hidden count as none, else the order would tell them."""
    if order == "supports":
        contributions = contributions.annotate(known_supports=_known_supports())
    return contributions.order_by(*ORDERS[order])


def _known_supports() -> Case:
    over = Q(step__closes_at__lte=timezone.now()) | Q(consultation__state__in=[State.CLOSED, State.ARCHIVED])
    shown = Q(step__supports_hidden=False) | over
    return Case(When(shown, then=F("supports_count")), default=0, output_field=IntegerField())
