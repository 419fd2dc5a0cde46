"""The table of the use of spaces that operators download."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from billing_free.plans.queries import plan_name
from billing_free.quotas.table import QUOTAS
from platform_core.tabular import Column
from tenants.spaces.models import Space


def use_columns() -> list[Column]:
    """Return the columns: the space, its plan, and for each quota what is used, the limit and the share."""
    known = [
        Column("nom", _("Nom"), _("Le nom que les visiteurs lisent.")),
        Column("adresse", _("Adresse"), _("L’adresse de l’espace.")),
        Column("plan", _("Plan"), _("Choisi par l’opérateur, ou celui du type d’organisme.")),
        Column("releve_le", _("Relevé le"), _("Quand ces chiffres ont été lus."), "datetime"),
    ]
    for slug, quota in QUOTAS.items():
        unit = _("En octets.") if quota.is_bytes else ""
        known += [
            Column(f"{slug}_utilise", _("%(quota)s : utilisé") % {"quota": quota.label}, unit, "integer"),
            Column(f"{slug}_limite", _("%(quota)s : limite") % {"quota": quota.label}, unit, "integer"),
            Column(f"{slug}_part", _("%(quota)s : part (%%)") % {"quota": quota.label}, "", "integer"),
        ]
    return known


def use_rows(found: QuerySet[Space]) -> Iterator[list[object]]:
    """Yield the rows, in constant memory."""
    for each in found.iterator(chunk_size=500):
        standing = getattr(each, "standing", None)
        figures = standing.figures if standing else {}
        row: list[object] = [each.name, each.url, plan_name(each).label, standing.seen_at if standing else None]
        for slug in QUOTAS:
            seen = figures.get(slug, {})
            row += [seen.get("used"), seen.get("limit"), seen.get("percent")]
        yield row
