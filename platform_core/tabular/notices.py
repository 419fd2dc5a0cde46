"""The LISEZMOI that goes with every export: what each column holds, who made the file, under which licence."""

import textwrap
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from platform_core.tabular.columns import Column

_KINDS = {
    "text": gettext_lazy("texte"),
    "integer": gettext_lazy("nombre entier"),
    "decimal": gettext_lazy("nombre décimal"),
    "boolean": gettext_lazy("oui ou non"),
    "date": gettext_lazy("date"),
    "datetime": gettext_lazy("date et heure"),
    "json": gettext_lazy("données structurées (JSON)"),
}


def readme(  # all of it is asked of published data
    title: str,
    columns: Sequence[Column],
    *,
    notes: Iterable[str] = (),
    licence: str,
    producer: str,
    produced_at: datetime,
) -> str:
    """The notice in French plain text (LF ends), wrapped at 100 characters; `produced_at` is shown in its own zone."""
    zone = produced_at.tzname() or ""
    facts = (
        (_("Producteur"), producer),
        (_("Produit le"), f"{produced_at:%d/%m/%Y} {_('à')} {produced_at:%H:%M} ({zone})".replace(" ()", "")),
        (_("Licence"), licence),
    )
    parts = [_headline(title, "="), "\n".join(f"{name} : {value}" for name, value in facts)]
    parts += [_wrap(note) for note in notes]
    parts += [_headline(_("Colonnes"), "-"), *(_describe(column) for column in columns)]
    parts += [_headline(_("Comment lire les fichiers"), "-"), *(_wrap(line, "- ") for line in _reading())]
    if any(column.personal for column in columns):
        parts.insert(
            2,
            _wrap(
                _(
                    "Ce fichier contient des données personnelles : ne le publiez pas, ne le transmettez qu’aux personnes habilitées et supprimez-le quand il ne sert plus."
                )
            ),
        )
    return "\n\n".join(parts) + "\n"


def _headline(text: str, line: str) -> str:
    return f"{text}\n{line * len(text)}"


def _wrap(text: str, start: str = "") -> str:
    return textwrap.fill(
        text,
        100,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _describe(column: Column) -> str:
    personal = f", {_('donnée personnelle')}" if column.personal else ""
    first = f"{column.label} [{column.name}] ({_KINDS[column.kind]}{personal})"
    return f"{first}\n{textwrap.indent(_wrap(column.help), '    ')}" if column.help else first


def _reading() -> tuple[str, ...]:
    return (
        _(
            "CSV : caractères UTF-8, points-virgules entre les colonnes, virgule décimale, « oui » ou « non », dates de la forme 2026-05-18 14:30:00, à l’heure de l’espace."
        ),
        _(
            "CSV : une apostrophe est ajoutée devant un texte qui commence par =, +, - ou @, pour qu’un tableur ne le prenne jamais pour une formule. Les autres formats n’en ont pas besoin."
        ),
        _(
            "XLSX et ODS : au-delà de 1 048 575 lignes, la suite est dans une deuxième feuille. Dans le fichier XLSX, un texte de plus de 32 767 caractères est entier dans la feuille « Textes longs »."
        ),
        _(
            "JSON : les noms de colonnes sont ceux entre crochets, les textes sont exactement ceux qui ont été saisis, les dates portent leur décalage horaire."
        ),
    )
