"""Reads of supports."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, QuerySet, Value

from consultations.capabilities.supports.models import Support
from consultations.process.models import Contribution
from platform_core.access.actors import Actor


def with_mine(contributions: QuerySet[Contribution], actor: Actor) -> QuerySet[Contribution]:
    """Add `supported_by_me` (bool) to each contribution of a list, in the same query."""
    if not actor.is_authenticated:
        return contributions.annotate(supported_by_me=Value(False))
    mine = Support.objects.filter(contribution=OuterRef("pk"), person_id=actor.pk)
    return contributions.annotate(supported_by_me=Exists(mine))


def supports_me(contribution: Contribution, actor: Actor) -> bool:
    """Tell whether the actor supports a contribution (one query, or none when `with_mine` already said)."""
    known = getattr(contribution, "supported_by_me", None)
    if known is not None:
        return bool(known)
    return (
        bool(actor.is_authenticated) and Support.objects.filter(contribution=contribution, person_id=actor.pk).exists()
    )


def recount(contributions: Iterable[int]) -> dict[int, int]:
    """Return the number of rows of each contribution, for whoever wants to check the counts kept on them."""
    rows = Support.objects.filter(contribution__in=contributions).values("contribution").annotate(n=Count("pk"))
    found = {row["contribution"]: row["n"] for row in rows}
    return {pk: found.get(pk, 0) for pk in contributions}
