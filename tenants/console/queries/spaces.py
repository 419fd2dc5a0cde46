"""The list of spaces: search, filters, order. One query, whatever their number."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet

from tenants.spaces.folded import Folded
from tenants.spaces.models import Kind, Space, State
from tenants.spaces.rules import LIVING, PREPARING
from tenants.spaces.versions import known_version
from tenants.territory.folding import fold

ORDERS: dict[str, list[Any]] = {
    "nom": [Folded("name"), F("pk")],
    "creation": [F("created_at").desc(), F("pk").desc()],
    "activite": [F("last_activity_at").desc(nulls_last=True), F("pk")],
    "taille": [F("size_bytes").desc(nulls_last=True), F("pk")],
}
LAGGING = "retard"  # as a filter, beside the states
NEVER_SHOWN = ("signing_key", "welcome", "searched")  # a secret, and texts that only the list would carry for nothing


def lags() -> Q:
    """Match the living spaces whose tables are not those of the code that runs."""
    return Q(state__in=LIVING) & ~Q(schema_version=known_version())


def found_spaces(*, q: str = "", state: str = "", kind: str = "", order: str = "nom") -> QuerySet[Space]:
    """Return the spaces that answer a search, each with `size_bytes` and `failed`.

    `q` is words of the name or of the organisation, an address of the space, a SIREN, SIRET or RNA (spaces allowed), an
    e-mail. Deleted spaces are found only when their state is asked for.
    """
    spaces: QuerySet[Space] = Space.objects.defer(*NEVER_SHOWN).annotate(
        size_bytes=F("health__size_bytes"), failed=F("health__failed")
    )
    if state == LAGGING:
        spaces = spaces.filter(lags())
    elif state in {PREPARING, State.ACTIVE}:
        spaces = spaces.filter(state=State.ACTIVE, opened_at__isnull=state == PREPARING)
    else:
        spaces = spaces.filter(state=state) if state in State.values else spaces.exclude(state=State.DELETED)
    if kind in Kind.values:
        spaces = spaces.filter(kind=kind)
    if q.strip():
        spaces = spaces.filter(_named(q) | _addressed(q))
    return spaces.order_by(*ORDERS.get(order, ORDERS["nom"]))


def _named(q: str) -> Q:
    words = Q()
    for word in fold(q)[:100].split():
        words &= Q(searched__contains=word)
    return words


def _addressed(q: str) -> Q:
    typed = q.strip().lower()[:200]
    compact = "".join(typed.split())
    found = Q(label__contains=compact) | Q(contact_email__icontains=typed) | Q(founder_email__icontains=typed)
    found |= Q(pk__in=Space.objects.filter(domains__domain=compact).values("pk"))
    return found | Q(identifier__istartswith=compact)


def space_with_all(pk: int) -> QuerySet[Space]:
    """Return one space with its addresses, what was last seen of it, and `lags`: whether its migration failed."""
    is_late = ExpressionWrapper(lags(), output_field=BooleanField())
    spaces = Space.objects.filter(pk=pk).defer(*NEVER_SHOWN).select_related("health").prefetch_related("domains")
    found: QuerySet[Space] = spaces.annotate(lags=is_late)
    return found


def lagging_spaces() -> QuerySet[Space]:
    """Return the spaces in service whose tables are not those of the code that runs: their migration failed."""
    return Space.objects.filter(lags())
