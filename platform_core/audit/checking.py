"""Compare the log with its seals: is every sealed day as it was, and if not, which day and which entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from platform_core.audit.models import Entry, Purge, Seal
from platform_core.audit.sealing import Sealer, by_day, read, sealers

MOST = 20  # faults told: the first is what counts


class Kind(StrEnum):
    """What is wrong."""

    CHANGED = "changed"  # an entry is not what it was
    REMOVED = "removed"  # an entry is gone, and not by age
    ADDED = "added"  # an entry was written in a day that was over
    SEAL = "seal"  # a seal was not made with our key, or does not follow the one before
    GAP = "gap"  # a day has no seal, between others
    SHORT = "short"  # the chain ends before the last seal that the platform knows
    PURGE = "purge"  # a removal by age that we did not do


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it was sealed: the day, the number of the entry when there is one."""

    day: date
    kind: Kind
    entry: int | None = None


@dataclass
class Report:
    """What was found. `through`: the last day that is sealed; `digest`: its seal, to be kept elsewhere."""

    through: date | None = None
    digest: str = ""
    days: int = 0
    rows: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.faults


def check_log(known: tuple[date, str] | None = None) -> Report:
    """Compare the log of the scope one is in with its seals. `known`: a day and its seal, kept elsewhere.

    Entries removed by age are told from others by the sealed line that says so. What is not sealed yet is not judged.
    """
    report = Report()
    faults = _faults(report, sealers(), known)
    report.faults = [fault for fault, _number in zip(faults, range(MOST), strict=False)]
    return report


def _faults(report: Report, known_sealers: list[Sealer], known: tuple[date, str] | None) -> Iterator[Fault]:
    purged, faults = _purged(known_sealers)
    yield from faults
    last = Seal.objects.order_by("-day").values_list("day", flat=True).first()
    days = by_day(until=last) if last is not None else iter(())
    pending = next(days, None)
    before: Seal | None = None
    digests: dict[date, str] = {}
    for seal in Seal.objects.order_by("day").iterator(chunk_size=200):
        while pending is not None and pending[0] < seal.day:  # a day that has no seal
            yield from (Fault(pending[0], Kind.ADDED, entry.pk) for entry in pending[1])
            pending = next(days, None)
        sealer = _author(seal, known_sealers)
        yield from _chain(seal, before, sealer)
        entries = pending[1] if pending is not None and pending[0] == seal.day else []
        if entries:
            pending = next(days, None)
        yield from _day(seal, entries, sealer, gone=purged is not None and seal.day <= purged)
        report.through, report.digest = seal.day, seal.digest
        report.days, report.rows = report.days + 1, report.rows + len(entries)
        digests[seal.day], before = seal.digest, seal
    if known is not None and digests.get(known[0]) != known[1]:
        yield Fault(known[0], Kind.SHORT)


def _purged(known_sealers: list[Sealer]) -> tuple[date | None, list[Fault]]:
    """Return the last day of which nothing is kept, by our own removals, and those that are not ours."""
    until, faults = None, []
    for purge in Purge.objects.order_by("until"):
        if any(purge.seal == one.purge(purge.until, purge.rows) for one in known_sealers):
            until = purge.until
        else:
            faults.append(Fault(purge.until, Kind.PURGE))
    return until, faults


def _author(seal: Seal, known_sealers: list[Sealer]) -> Sealer:
    """Return by which key a day was sealed; that of today when by none."""
    return next(
        (one for one in known_sealers if seal.digest == one.day(seal.day, seal.marks, seal.previous)), known_sealers[0]
    )


def _chain(seal: Seal, before: Seal | None, sealer: Sealer) -> Iterator[Fault]:
    if before is not None and seal.day != before.day + timedelta(days=1):
        yield Fault(before.day + timedelta(days=1), Kind.GAP)
    follows = seal.previous == (before.digest if before is not None else "")
    genuine = seal.digest == sealer.day(seal.day, seal.marks, seal.previous)
    if not (follows and genuine):
        yield Fault(seal.day, Kind.SEAL)


def _day(seal: Seal, entries: list[Entry], sealer: Sealer, *, gone: bool) -> Iterator[Fault]:
    """Compare a day; of one that was removed by age (`gone`), nothing must be there."""
    sealed, found = read(seal.marks), sealer.marks(entries)
    for number in sorted(sealed.keys() | found.keys()):
        if number not in found:
            if not gone:
                yield Fault(seal.day, Kind.REMOVED, number)
        elif number not in sealed or gone:
            yield Fault(seal.day, Kind.ADDED, number)
        elif sealed[number] != found[number]:
            yield Fault(seal.day, Kind.CHANGED, number)
