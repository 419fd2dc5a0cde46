"""What everybody reads: lists of consultations and one consultation whole, in a number of queries that does not grow."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, F, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from consultations.process.models import (
    Consultation,
    Contribution,
    Extension,
    Illustration,
    Partner,
    Phase,
    State,
    Status,
    Step,
    Theme,
)
from consultations.process.models.contribution import SEARCH
from platform_core.access.actors import Actor

FILTERS = (Phase.OPEN, Phase.UPCOMING, Phase.OVER)


class Listed(TypedDict):
    """What lists add to a consultation."""

    opens_at: datetime | None
    closes_at: datetime | None
    contributions_count: int | None


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ListedConsultations = QuerySet[WithAnnotations[Consultation, Listed]]


def listed(actor: Actor) -> ListedConsultations:
    """Return the consultations an actor may see, each with its picture, its steps (prefetched), `opens_at`, `closes_at`
    and `contributions_count`.
    """
    published = Contribution.objects.filter(consultation=OuterRef("pk"), status=Status.PUBLISHED).order_by()
    count = published.values("consultation").annotate(n=Count("pk")).values("n")
    return (
        Consultation.objects.visible_to(actor)
        .select_related("picture")
        .prefetch_related("steps")
        .annotate(
            opens_at=Min("steps__opens_at"), closes_at=Max("steps__closes_at"), contributions_count=Subquery(count)
        )
    )


def in_phase(consultations: ListedConsultations, phase: Phase) -> ListedConsultations:
    """Keep those of a list (`listed`) that are running (steps open, or between two), to come, or over."""
    now = timezone.now()
    public = consultations.filter(state=State.PUBLISHED)
    if phase == Phase.UPCOMING:
        return public.filter(opens_at__gt=now).order_by("opens_at", "pk")
    if phase == Phase.OVER:
        over = Q(state__in=[State.CLOSED, State.ARCHIVED]) | Q(state=State.PUBLISHED, closes_at__lte=now)
        return consultations.filter(over).order_by(F("closes_at").desc(nulls_last=True), "-pk")
    return public.filter(opens_at__lte=now, closes_at__gt=now).order_by("closes_at", "pk")


def found(consultations: ListedConsultations, words: str) -> ListedConsultations:
    """Keep those whose texts hold these words (accents and plurals forgiven) or whose title holds this piece of word."""
    if not words:
        return consultations
    vector = SearchVector("title", "subject", "description", config=SEARCH)
    query = SearchQuery(words, search_type="websearch", config=SEARCH)
    return consultations.annotate(text=vector).filter(Q(text=query) | Q(title__icontains=words))


def whole(actor: Actor) -> QuerySet[Consultation]:
    """Return consultations an actor may see with all that their page shows: partners, steps and their extensions,
    themes with `contributions_count`, earlier edition, `next_edition`.
    """
    partners = Partner.objects.filter(consultation=OuterRef("pk")).order_by("order", "pk")
    following = Consultation.objects.visible_to(actor).filter(previous_edition=OuterRef("pk")).order_by("pk")
    return (
        Consultation.objects.visible_to(actor)
        .select_related("picture", "previous_edition")
        .annotate(
            co_steering=ArraySubquery(
                partners.values(line=JSONObject(organisation="organisation", person="person", part="part"))
            ),
            next_edition=Subquery(following.values(line=JSONObject(title="title", slug="slug"))[:1]),
        )
        .prefetch_related(Prefetch("steps", steps_with_extensions()), Prefetch("themes", themes_with_counts()))
    )


def steps_with_extensions() -> QuerySet[Step]:
    """Return steps, each with `extended`: [{reason, old_end, new_end, at}] (moments in ISO 8601), oldest first."""
    extensions = Extension.objects.filter(step=OuterRef("pk")).order_by("at")
    line = JSONObject(reason="reason", old_end="old_end", new_end="new_end", at="at")
    return Step.objects.annotate(extended=ArraySubquery(extensions.values(line=line)))


def themes_with_counts() -> QuerySet[Theme]:
    """Return themes, each with its picture, the number of published contributions filed in it, and `drawn`: the pictures
    of its briefing [{file, description, credit, width, height}].
    """
    drawn = Illustration.objects.filter(theme=OuterRef("pk")).order_by("order", "pk")
    line = JSONObject(
        file="file_id", description="description", credit="credit", width="file__width", height="file__height"
    )
    return Theme.objects.select_related("picture").annotate(
        drawn=ArraySubquery(drawn.values(line=line)),
        contributions_count=Count("contributions", filter=Q(contributions__status=Status.PUBLISHED)),
    )
