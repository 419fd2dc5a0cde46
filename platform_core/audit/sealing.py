"""What an entry, a day and a removal are worth: keyed digests that nobody computes without the key of the scope.

The key is derived (`scope.derive_key`) from the server's secret, which is not in the database: who may write there, even
as its superuser, can change the log but not seal it again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from platform_core.audit.models import Entry
from platform_core.scope import derive_key, derive_keys

MARGIN = timedelta(hours=2)  # after midnight: what began the day before is written by then
PURPOSE = "audit.seal"
KEPT_DAYS = 365  # of entries; "un an au plus", says the privacy page
SHORT = 16  # hexadecimal digits of a mark: 64 bits that cannot be tried without the key
AT_ONCE = 2000


class Sealer:
    """The digests of one scope: the one in which it was made."""

    def __init__(self, key: str = "") -> None:
        """Keep the key: that of today, unless another is given."""
        self._key = (key or derive_key(PURPOSE)).encode()

    def mark(self, entry: Entry) -> str:
        """Return what an entry is worth: all its columns, its number and its moment included."""
        columns = [
            entry.pk,
            entry.at.astimezone(UTC).isoformat(),
            entry.action,
            entry.actor_id,
            entry.actor_name,
            entry.target_type,
            entry.target_id,
            entry.details,
        ]
        return self._digest(json.dumps(columns, sort_keys=True, ensure_ascii=False, separators=(",", ":")))[:SHORT]

    def marks(self, entries: Iterable[Entry]) -> dict[int, str]:
        """Return those of several, by number."""
        return {entry.pk: self.mark(entry) for entry in entries}

    def day(self, on: date, marks: str, previous: str) -> str:
        """Return what a day is worth, after the one before."""
        return self._digest(f"day\n{on:%Y-%m-%d}\n{previous}\n{marks}")

    def purge(self, until: date, rows: int) -> str:
        """Return what the removal of old entries is worth."""
        return self._digest(f"purge\n{until:%Y-%m-%d}\n{rows}")

    def _digest(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def sealers() -> list[Sealer]:
    """Return that of today, then those of the server's former keys: a log is checked by the key that sealed it."""
    return [Sealer(key) for key in derive_keys(PURPOSE)]


def last_sealable(now: datetime) -> date:
    """Return the last day that is over for long enough."""
    return (now.astimezone(UTC) - MARGIN).date() - timedelta(days=1)


def by_day(since: date | None = None, until: date | None = None) -> Iterator[tuple[date, list[Entry]]]:
    """Yield the days that have entries (bounds included), each with them by number. One statement, read by parts."""
    found = Entry.objects.order_by("at", "id")
    if since is not None:
        found = found.filter(at__gte=midnight(since))
    if until is not None:
        found = found.filter(at__lt=midnight(until + timedelta(days=1)))
    for on, entries in groupby(found.iterator(chunk_size=AT_ONCE), key=lambda entry: entry.at.astimezone(UTC).date()):
        yield on, sorted(entries, key=lambda entry: entry.pk)


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def written(marks: dict[int, str]) -> str:
    """Return marks as they are kept."""
    return " ".join(f"{number}:{mark}" for number, mark in sorted(marks.items()))


def read(text: str) -> dict[int, str]:
    """Return marks as they were kept; what is not one is left out, and the day's digest says so."""
    pairs = (part.partition(":") for part in text.split())
    return {int(number): mark for number, _colon, mark in pairs if number.isascii() and number.isdigit()}
