"""Reads of the public directory: only spaces that are open and that chose to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from tenants.spaces.folded import Folded
from tenants.spaces.models import Kind, Space
from tenants.territory import queries as territory
from tenants.territory.folding import fold
from tenants.territory.places import Commune
from tenants.territory.places import Kind as Authority

MOST_COMMUNES = 40  # beyond, a search names no place in particular


@dataclass(frozen=True)
class Figures:
    """What the home page counts."""

    spaces: int
    communes: int
    associations: int


def listed_spaces(*, q: str = "", kind: str = "", commune: str = "") -> QuerySet[Space]:
    """Return the spaces of the directory that answer a search, in alphabetical order.

    `q` is words of the name or of the organisation, the name of a commune or a postcode: a place also finds the spaces
    of the intercommunality it belongs to. `commune` is an INSEE code: the spaces that concern its inhabitants, the
    nearest first (itself and its associations, its intercommunality, its département, the région).
    """
    found = Space.objects.listed().defer("signing_key", "welcome", "searched")
    if kind in Kind.values:
        found = found.filter(kind=kind)
    place = territory.commune(commune) if commune else None
    if place:
        found = found.filter(_concerning(place)).annotate(nearness=_nearness(place))
    if q.strip():
        found = found.filter(_words(q) | _places(q))
    return found.order_by(*([F("nearness")] if place else []), Folded("name"), "pk")


def figures() -> Figures:
    """Count the spaces, and the communes that have their own or are in an intercommunality that has one."""
    rows = list(Space.objects.listed().values_list("kind", "insee", "identifier"))
    covered = {insee for kind, insee, _number in rows if kind == Kind.COMMUNE and insee}
    for kind, _insee, number in rows:
        if kind == Kind.EPCI and number:
            covered |= {one.insee for one in territory.communes(epci=number[:9])}
    associations = sum(kind in {Kind.ASSOCIATION, Kind.OTHER} for kind, _insee, _number in rows)
    return Figures(spaces=len(rows), communes=len(covered), associations=associations)


def newest_spaces(limit: int = 6) -> list[Space]:
    """Return the spaces where something happened last."""
    recent = Space.objects.listed().defer("signing_key", "welcome", "searched")
    return list(recent.order_by(F("last_activity_at").desc(nulls_last=True), "-pk")[:limit])


def communes_meant(q: str) -> list[Commune]:
    """Return the communes that a search names, none when it names too many to mean one."""
    found = territory.find_communes(q, MOST_COMMUNES + 1)
    return found if len(found) <= MOST_COMMUNES else []


def _words(q: str) -> Q:
    """Match the names that hold every word typed."""
    words = Q()
    for word in fold(q)[:80].split():
        words &= Q(searched__contains=word)
    return words


def _places(q: str) -> Q:
    """Match the spaces of the communes that a search names, and of their intercommunalities."""
    communes = communes_meant(q)
    if not communes:
        return Q(pk__in=[])
    groupings = {one.epci for one in communes}
    return Q(insee__in=[one.insee for one in communes]) | Q(kind=Kind.EPCI, identifier__in=groupings)


def _upper(place: Commune) -> dict[str, int]:
    """Return the SIREN of the authorities above a commune, with how far each is."""
    above = {place.epci: 2}
    for one in territory.upper_authorities():
        if one.kind is Authority.REGION or one.code == place.departement:
            above[one.siren] = 4 if one.kind is Authority.REGION else 3
    return above


def _concerning(place: Commune) -> Q:
    authorities = Q(kind__in=[Kind.EPCI, Kind.DEPARTEMENT, Kind.REGION], identifier__in=list(_upper(place)))
    return Q(insee=place.insee) | authorities


def _nearness(place: Commune) -> Case:
    ranks = [When(kind=Kind.COMMUNE, then=Value(0)), When(insee=place.insee, then=Value(1))]
    ranks += [When(identifier=siren, then=Value(rank)) for siren, rank in _upper(place).items()]
    return Case(*ranks, default=Value(5), output_field=IntegerField())
