"""Write the ZIP of an export: for each dataset its files, those of personal data apart, and a LISEZMOI."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from consultations.process.datasets import Offer
from platform_core.tabular import FORMATS, Bundle, Column, readme, write
from platform_core.tabular.bundles import NOTICE

PERSONAL = "donnees-personnelles"


@dataclass(frozen=True)
class Order:
    """What to write: which datasets, in which formats, with personal data or not, and what the notices say."""

    title: str
    offers: Sequence[Offer]
    formats: Sequence[str]
    with_personal: bool
    is_open: bool
    producer: str
    produced_at: datetime

    @property
    def licence(self) -> str:
        """Return under which conditions the files are given."""
        if self.is_open:
            return _("Licence Ouverte 2.0 (Etalab) : réutilisation libre, en citant le producteur et la date.")
        return _(
            "Usage interne à l’équipe. Les données ouvertes sont sur la page de la concertation, une fois terminée."
        )

    def total(self) -> int | None:
        """Return how many rows will be written in all the files, `None` when a dataset cannot say."""
        total = 0
        for offer in self.offers:
            if offer.dataset.count is None:
                return None
            parts = sum(1 for _part in self.parts(offer.dataset.columns(offer.step)))
            total += offer.dataset.count(offer.step) * parts * len(self.formats)
        return total

    def parts(self, columns: Sequence[Column]) -> Iterator[tuple[str, list[int]]]:
        """Yield what each file holds: the end of its name, and the places of its columns."""
        yield "", [place for place, column in enumerate(columns) if not column.personal]
        personal = [place for place, column in enumerate(columns) if column.personal]
        if personal and self.with_personal:
            yield f"-{PERSONAL}", sorted({0, *personal})  # the first column tells to which row each belongs


class Counter:
    """Counts rows over all the files, and says so every `every` rows and at the end of each file."""

    def __init__(self, say: Callable[[int], None], every: int = 500) -> None:
        self.say, self.every = say, every
        self.before, self.here = 0, 0

    def __call__(self, row: int) -> None:
        """Count one more row of the file under way (the first is 1)."""
        self.here = row
        if row % self.every == 0:
            self.say(self.rows)

    def end_file(self) -> None:
        """Begin another file."""
        self.before, self.here = self.rows, 0
        self.say(self.before)

    @property
    def rows(self) -> int:
        """Return how many rows were written so far."""
        return self.before + self.here


def write_bundle(target: Path, order: Order, counter: Counter) -> None:
    """Write the ZIP at `target`, where it appears only when it is whole. What `counter` raises stops it, with no trace."""
    with Bundle(target) as bundle:
        for number, offer in enumerate(order.offers, start=1):
            folder = "" if len(order.offers) == 1 else f"{folder_of(number, offer)}/"
            _write_dataset(bundle, folder, offer, order, counter)
        if len(order.offers) > 1:
            bundle.notice(_contents(order))


def folder_of(number: int, offer: Offer) -> str:
    """Return the folder of a dataset: its number, then words for people."""
    return f"{number:02}-{slugify(offer.step.title)[:40].strip('-')}-{offer.dataset.slug}"


def _write_dataset(bundle: Bundle, folder: str, offer: Offer, order: Order, counter: Counter) -> None:
    columns, name = list(offer.dataset.columns(offer.step)), offer.dataset.slug
    title = f"{offer.step.title} : {offer.dataset.label}"
    kept: list[Column] = []
    for end, places in order.parts(columns):
        chosen = [columns[place] for place in places]
        kept += [column for column in chosen if column not in kept]
        for one in order.formats:
            with bundle.entry(f"{folder}{name}{end}{FORMATS[one].extension}") as out:
                rows = _picked(offer, places)
                zone = timezone.get_current_timezone()
                write(one, chosen, rows, out, title=title[:80], time_zone=zone, on_row=counter)
            counter.end_file()
    notice = readme(
        f"{order.title} – {title}",
        kept,
        notes=_notes(order),
        licence=order.licence,
        producer=order.producer,
        produced_at=order.produced_at,
    )
    if folder:
        with bundle.entry(f"{folder}{NOTICE}") as out:
            out.write(notice.replace("\n", "\r\n").encode("utf-8-sig"))
    else:
        bundle.notice(notice)


def _picked(offer: Offer, places: Sequence[int]) -> Iterator[list[Any]]:
    """Yield the rows, read anew for each file: none is kept in memory."""
    for row in offer.dataset.rows(offer.step):
        yield [row[place] for place in places]


def _notes(order: Order) -> list[str]:
    notes = [_("Seul ce qui est publié y figure : ni brouillons, ni contributions retirées ou masquées.")]
    if order.with_personal:
        notes.append(
            _(
                "Les données personnelles sont dans des fichiers à part ; leur première colonne dit à quelle ligne elles se rapportent."
            )
        )
    return notes


def _contents(order: Order) -> str:
    lines = [f"{folder_of(n, one)}/  {one.step.title} : {one.dataset.label}" for n, one in enumerate(order.offers, 1)]
    facts = f"{order.producer}, {order.produced_at:%d/%m/%Y %H:%M}"
    return "\n\n".join([order.title, facts, order.licence, "\n".join(lines)]) + "\n"
