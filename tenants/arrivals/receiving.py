"""Make a space of an archive, from the moment it is taken up. Killed anywhere, it is begun again from nothing.

Whoever works on an arrival holds a lock that PostgreSQL drops with its connection: a dead worker is known at once, and
two never load the same archive. The space is reserved, built, filled, compared with the archive, and only then opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import structlog
from django.utils.translation import gettext as _

from platform_core.access import System
from platform_core.access.actors import Actor
from platform_core.errors import RuleBroken
from platform_core.files.removal import remove_files
from tenants.archive.checking import Checked, check_archive
from tenants.archive.comparing import Line, compare, digests_in, digests_of
from tenants.archive.loading import bring_up_to_date, build_tables, load_files, load_rows
from tenants.archive.refusals import ArchiveRefused, altered
from tenants.archive.registry import PORTABLE
from tenants.arrivals.models import Arrival, State
from tenants.arrivals.operations import (
    MAX_ATTEMPTS,
    begin_attempt,
    note_stage,
    open_arrival,
    refuse_arrival,
    reserve_for,
)
from tenants.postgresql.current import connection
from tenants.spaces.models import Snapshot, Space
from tenants.spaces.operations import abandon_space

log = structlog.get_logger(__name__)
SELF = System("arrivals")
LOCK = 0x0CEE  # the first half of our advisory locks' key; the second is the arrival
PAUSE = 1.0  # seconds between two words on the progress


def receive(arrival: Arrival, *, by: Actor = SELF) -> list[Line] | None:
    """Make the space; returns the comparison, `None` when the archive was refused or somebody else works on it.

    On the platform. What is not the archive's fault (the database goes away) is raised: another attempt will come.
    """
    with _alone(arrival.pk) as first:
        taken = begin_attempt(by=SELF, arrival=arrival) if first else None
        if taken is None:
            return None
        _undo(taken)  # what an attempt cut short left
        if taken.attempts > MAX_ATTEMPTS:
            _refuse(
                taken, "interrupted", _("La reprise a été interrompue trois fois. Regardez le journal du serveur.")
            )
            return None
        try:
            return _made(taken, by)
        except RuleBroken as error:
            _undo(taken)
            _refuse(taken, error.code, error.message)
        except FileNotFoundError:
            _undo(taken)
            _refuse(taken, "no_file", _("Le fichier n’est plus sur le serveur."))
        except BaseException:
            if connection.is_usable():
                _undo(taken)
            raise
    return None


def _made(arrival: Arrival, by: Actor) -> list[Line]:
    with Path(arrival.path).open("rb") as file:
        checked = check_archive(file, say=_teller(arrival, State.CHECKING))
        if checked.manifest.profile != PORTABLE:
            raise ArchiveRefused("backup", _("C’est une sauvegarde : elle se restaure, elle ne s’importe pas."))
        space = reserve_for(by=by, arrival=arrival, checked=checked)
        lines = fill(space, checked, _teller(arrival, State.LOADING))
    version = Snapshot.objects.latest("created_at").version
    open_arrival(by=by, arrival=arrival, checked=checked, version=version)
    _forget_file(arrival)
    return lines


def fill(space: Space, checked: Checked, say: Callable[[int, int], None]) -> list[Line]:
    """Fill a reserved space with a checked archive; returns the comparison. Raises `ArchiveRefused` if they differ."""
    build_tables(space, checked)
    load_rows(space, checked, say)
    load_files(space, checked)
    known = [table for table, _held in checked.tables]
    lines = compare(digests_in(checked), digests_of(space, checked.manifest.profile, known))
    if odd := [line.name for line in lines if not line.same]:
        raise altered(odd[0])
    bring_up_to_date(space, checked)
    return lines


def _teller(arrival: Arrival, state: State) -> Callable[[int, int], None]:
    """Return what notes the progress of a stage, at most once a second."""
    last = [0.0]

    def say(done: int, total: int) -> None:
        if monotonic() - last[0] >= PAUSE and not connection.in_atomic_block:
            last[0] = monotonic()
            note_stage(by=SELF, arrival=arrival, state=state, done=done, total=total)

    note_stage(by=SELF, arrival=arrival, state=state, done=0, total=0)
    return say


def _undo(arrival: Arrival) -> None:
    """Leave nothing of the space: no schema, no role, no file, no row; its address is free again."""
    space = arrival.space
    if space is None:
        return
    abandon_space(by=SELF, space=space)
    remove_files(space.schema_name)
    Arrival.objects.filter(pk=arrival.pk).update(space=None)
    Space.objects.filter(pk=space.pk).delete()
    arrival.space = None


def _refuse(arrival: Arrival, code: str, reason: str) -> None:
    log.warning("archive_refused", arrival=arrival.pk, code=code)
    refuse_arrival(by=SELF, arrival=arrival, code=code, reason=reason)
    _forget_file(arrival)


def _forget_file(arrival: Arrival) -> None:
    if arrival.is_ours:
        Path(arrival.path).unlink(missing_ok=True)


@contextmanager
def _alone(arrival_id: int) -> Iterator[bool]:
    """Take the lock of an arrival, if nobody has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, arrival_id])
        first = bool(cursor.fetchone()[0])
    try:
        yield first
    finally:
        if first and connection.is_usable():  # a dead connection has already dropped it
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, arrival_id])
