"""The tables that are downloaded from the console: their columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from platform_core.tabular import Column
from tenants.console.queries.journal import Line
from tenants.console.registry import usage
from tenants.spaces.models import Space

BATCH = 500
FACTS = 9  # columns that say what a space is; those after them are figures, which are added up


def space_columns() -> list[Column]:
    """Return the columns of the list of spaces."""
    known = [
        Column("nom", _("Nom"), _("Le nom que les visiteurs lisent.")),
        Column("adresse", _("Adresse"), _("L’adresse de l’espace.")),
        Column("type", _("Type"), _("Ce qu’est l’organisme.")),
        Column("organisme", _("Organisme"), _("L’organisme qui tient l’espace.")),
        Column("numero", _("Numéro"), _("Son SIREN, SIRET ou RNA.")),
        Column("etat", _("État"), _("Ouvert, suspendu…")),
        Column("cree_le", _("Créé le"), _("Le jour de sa création."), "datetime"),
        Column("derniere_activite", _("Dernière activité"), _("À une heure près."), "datetime"),
        Column("contact", _("Contact"), _("L’adresse de contact publique."), personal=True),
        Column("octets", _("Taille de la base (octets)"), _("Tables et index."), "integer"),
        Column("echecs", _("Travaux en échec"), _("À la dernière visite."), "integer"),
    ]
    measured = [Column(one.slug, str(one.label), _("À la dernière mesure."), "integer") for one in usage().columns()]
    return [*known, *measured]


def space_rows(found: QuerySet[Space]) -> Iterator[list[object]]:
    """Yield the rows of the list of spaces, in constant memory, then their total; one query for each `BATCH` of them."""
    totals: list[int] = []
    for row in _all_rows(found):
        figures = [value if isinstance(value, int) else 0 for value in row[FACTS:]]
        totals = [one + other for one, other in zip(totals, figures, strict=True)] if totals else figures
        yield row
    if totals:
        yield [_("Total"), *[None] * (FACTS - 1), *totals]


def _all_rows(found: QuerySet[Space]) -> Iterator[list[object]]:
    batch: list[Space] = []
    for each in found.iterator(chunk_size=BATCH):
        batch.append(each)
        if len(batch) == BATCH:
            yield from _rows(batch)
            batch = []
    yield from _rows(batch)


def _rows(batch: list[Space]) -> Iterator[list[object]]:
    measured = usage().latest([each.pk for each in batch])
    slugs = [one.slug for one in usage().columns()]
    for each in batch:
        figures = measured.get(each.pk, {})
        yield [*_facts(each), *(figures.get(slug) for slug in slugs)]


def _facts(each: Space) -> list[object]:
    counted: Any = each  # size_bytes and failed are added by the query
    words = [
        each.name,
        each.url,
        each.get_kind_display(),
        each.organisation,
        each.identifier,
        each.get_state_display(),
    ]
    return [*words, each.created_at, each.last_activity_at, each.contact_email, counted.size_bytes, counted.failed]


def journal_columns() -> list[Column]:
    """Return the columns of the log."""
    return [
        Column("date", _("Date"), kind="datetime"),
        Column("action", _("Action"), _("Son nom de code, stable.")),
        Column("libelle", _("En clair")),
        Column("par", _("Par"), personal=True),
        Column("objet", _("Objet"), _("Ce sur quoi l’action porte : sa sorte et son numéro.")),
        Column("espace", _("Espace")),
        Column("details", _("Détails"), _("Avant, après, motif."), "json"),
    ]


def journal_rows(lines: Iterable[Line]) -> Iterator[list[object]]:
    """Yield the rows of the log."""
    for line in lines:
        about = f"{line.target_type} {line.target_id}".strip()
        yield [
            line.at,
            line.action,
            line.label,
            line.actor,
            about,
            line.space.name if line.space else "",
            line.details,
        ]
