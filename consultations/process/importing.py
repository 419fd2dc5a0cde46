"""Taking in what people wrote elsewhere: slices declare what files they understand, the imports capability does the rest.

A row becomes a contribution that remembers where it came from (`source`, unique): the same file twice adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.process.models import Contribution, Status, Step
from platform_core.access.actors import Actor
from platform_core.richtext.texts import clean_line, clean_text

Row = Mapping[str, str]


class RowRefused(Exception):
    """A row cannot be taken in; the message is a sentence for the team, written in the report beside its line."""


def _one_level(_row: Row) -> int:
    return 0


@dataclass(frozen=True)
class Importer:
    """One kind of file. `write(row, step, by)` returns True for a new contribution, False for one already there.

    `columns` must all be in the header. Rows are taken level by level (`level(row)` from 0 to `levels` - 1), so that what is
    answered is there before the answers.
    """

    slug: str
    label: Any
    columns: tuple[str, ...]
    accepts: Callable[[Step], bool]
    write: Callable[[Row, Step, Actor], bool]
    level: Callable[[Row], int] = _one_level
    levels: int = 1


_importers: dict[str, Importer] = {}


def register_importer(importer: Importer) -> None:
    """Make a kind of file known (a slice's `apps.py` calls this)."""
    _importers[importer.slug] = importer


def importers(step: Step) -> list[Importer]:
    """Return the kinds of files that a step takes."""
    return [one for one in _importers.values() if one.accepts(step)]


def importer_named(slug: str) -> Importer:
    """Return a kind of file; raises `KeyError`."""
    return _importers[slug]


def take_in(*, source: str, step: Step, kind: str, by: Actor, **fields: Any) -> tuple[Contribution, bool]:
    """Add a contribution that comes from elsewhere, once; returns it and whether it is new. Nobody is notified.

    Texts are made clean; a title that is too long is cut and put whole at the head of the text: nothing is lost.
    """
    known = Contribution.objects.filter(source=source).first()
    if known:
        return known, False
    title, body = clean_line(fields.pop("title", "")), clean_text(fields.pop("body", ""))
    longest = Contribution._meta.get_field("title").max_length or 0
    if len(title) > longest:
        title, body = f"{title[: longest - 1]}…", f"**{title}**\n\n{body}"
    made = Contribution.objects.create(
        source=source,
        kind=kind,
        step=step,
        consultation_id=step.consultation_id,
        status=Status.PUBLISHED,
        title=title,
        body=body,
        **fields,
    )
    return made, True


def imported(source: str, step: Step) -> Contribution:
    """Return what was taken in under that source in the same consultation; raises `RowRefused` when it is not there."""
    found = (
        Contribution.objects.filter(source=source, consultation_id=step.consultation_id)
        .select_related("theme")
        .first()
    )
    if found is None:
        raise RowRefused(_("Ce à quoi cette ligne se rapporte n’a pas été importé (%(source)s).") % {"source": source})
    return found


def source_of(address: str, kind: str, number: str) -> str:
    """Return the unique name of something elsewhere: host, kind and number there. Raises `RowRefused` without them."""
    host = urlsplit(address.strip()).hostname
    if not host or not number.strip().isdigit():
        raise RowRefused(_("L’adresse ou le numéro d’origine manque."))
    return f"{host}:{kind}:{number.strip()}"


def moment_of(text: str) -> datetime:
    """Return a date and time written as Decidim does ("2019-01-24 22:29:15 +0100"); raises `RowRefused`."""
    try:
        found = datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S %z")
    except ValueError as error:
        raise RowRefused(_("La date « %(text)s » n’est pas comprise.") % {"text": text[:40]}) from error
    if found > timezone.now():
        raise RowRefused(_("La date « %(text)s » est dans le futur.") % {"text": text[:40]})
    return found


def number_of(text: str, default: int = 0) -> int:
    """Return a whole number, the default for an empty cell; raises `RowRefused`."""
    if not text.strip():
        return default
    try:
        return int(text)
    except ValueError as error:
        raise RowRefused(_("« %(text)s » n’est pas un nombre entier.") % {"text": text[:40]}) from error


def translated(row: Row, column: str) -> str:
    """Return a translated column of Decidim (`title/fr`, else any language), where empty ones are exported as `""`."""
    names = [f"{column}/fr", column, *(name for name in row if name.startswith(f"{column}/"))]
    values = (row.get(name, "").strip() for name in names)
    return next((value for value in values if value and value != '""'), "")
