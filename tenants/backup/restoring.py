"""Restore a space beside itself, look, switch, go back. Nobody else notices; the version in service answers meanwhile."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from platform_core.access.actors import Actor
from platform_core.errors import RuleBroken
from platform_core.files.removal import remove_files
from platform_core.mail.models import Email
from tenants.archive.checking import Checked, check_archive
from tenants.archive.comparing import Line
from tenants.archive.contents import tables
from tenants.archive.registry import BACKUP
from tenants.archive.rows import last_number
from tenants.arrivals.receiving import fill
from tenants.backup.locking import alone
from tenants.backup.making import reading
from tenants.backup.models import Restoration, Stage, Wanted
from tenants.backup.operations import (
    begin_restoration,
    end_restoration,
    fail_restoration,
    put_beside,
    switch_restoration,
)
from tenants.backup.queries import ended, folder, must_be_apart, restoration_of
from tenants.postgresql.filling import copy_missing, set_numbers
from tenants.postgresql.frozen import frozen
from tenants.spaces.models import Snapshot, Space
from tenants.spaces.operations import abandon_space, delete_space, reserve_space

NOT_COPIED = {"id"}


def restore_beside(space: Space, path: Path, *, by: Actor, asked: Restoration | None = None) -> list[Line]:
    """Restore a backup of a space as a version apart; returns the comparison with it. Raises `RuleBroken`, leaving nothing.

    `asked`: the row that an operator's request left; else one is made.
    """
    with reading(path) as file:
        checked = check_archive(file)
        if checked.manifest.profile != BACKUP:
            raise RuleBroken("not_a_backup", _("Ce fichier n’est pas une sauvegarde."))
        at = datetime.fromisoformat(checked.manifest.made_at)
        with alone(space.pk) as first:
            if not first:
                raise RuleBroken(
                    "busy", _("Cet espace est en train d’être sauvegardé ou restauré. Réessayez plus tard.")
                )
            return _restored(space, checked, at, by, asked)


def _restored(space: Space, checked: Checked, at: datetime, by: Actor, asked: Restoration | None) -> list[Line]:
    cut_short = restoration_of(space)
    if asked is not None:
        asked = _still_asked(asked)
        _clear(asked, by)
    elif cut_short is not None and cut_short.stage == Stage.LOADING and not cut_short.wanted:  # nobody holds the lock
        _undo(cut_short, by)
    restoration = begin_restoration(by=by, space=space, at=at, asked=asked)
    try:
        other = _reserved(restoration, checked, by)
        lines = fill(other, checked, lambda _done, _total: None)
    except BaseException:
        _undo(restoration, by)
        raise
    put_beside(by=by, restoration=restoration, version=Snapshot.objects.latest("created_at").version)
    return lines


def _still_asked(asked: Restoration) -> Restoration:
    """Return the row as it is now that the lock is held: a message that came twice restores once."""
    found = Restoration.objects.select_related("space", "other").get(pk=asked.pk)
    if found.wanted != Wanted.LOAD:
        raise RuleBroken("busy", _("Cette restauration a changé entre-temps. Relisez la page."))
    return found


def _reserved(restoration: Restoration, checked: Checked, by: Actor) -> Space:
    """Reserve the version apart; no address leads to it."""
    label = f"{restoration.space.label[:24].rstrip('-')}-{secrets.token_hex(4)}"
    with transaction.atomic():
        other = reserve_space(by=by, label=label, **checked.facts)
        other.domains.all().delete()
        restoration.other = other
        restoration.save(update_fields=["other"])
    return other


def _undo(restoration: Restoration, by: Actor) -> None:
    """Leave nothing of a restoration that did not end well."""
    end_restoration(by=by, restoration=restoration)
    _clear(restoration, by)


def _clear(restoration: Restoration, by: Actor) -> None:
    """Remove the version apart that was being made."""
    other = restoration.other
    if other is not None:
        restoration.other = None
        abandon_space(by=by, space=other)
        remove_files(other.schema_name)
        Space.objects.filter(pk=other.pk).delete()


def switch(restoration: Restoration, *, by: Actor, back: bool = False) -> None:
    """Put the restored version in service, or go `back` to the one of before; the other is then apart.

    Numbers go on, letters that left do not leave again. Raises `RuleBroken`: it is in service already, or somebody else
    works on this space.
    """
    with _held(restoration) as held:
        must_be_apart(held, back=back)
        space, other = held.space, cast("Space", held.other)
        _continue_numbers(space, other)
        columns = [field.column for field in Email._meta.local_concrete_fields if field.name not in NOT_COPIED]
        copy_missing(
            Email._meta.db_table, [str(column) for column in columns], "key", space.schema_name, other.schema_name
        )
        switch_restoration(by=by, restoration=held, back=back)


@contextmanager
def _held(restoration: Restoration) -> Iterator[Restoration]:
    """Give a restoration read anew, that nobody else touches: a switch gives each of the two spaces the other's schema.

    Raises `RuleBroken("busy")` while the space is being backed up, restored or switched.
    """
    with alone(restoration.space_id) as first:
        if not first:
            raise RuleBroken("busy", _("Cet espace est en train d’être sauvegardé ou restauré. Réessayez plus tard."))
        yield Restoration.objects.select_related("space", "other").get(pk=restoration.pk)


def _continue_numbers(live: Space, other: Space) -> None:
    """A number given since the backup, which a letter may quote, is not given to something else."""
    numbered = [table for table in tables(BACKUP) if table.numbered]
    with frozen(live) as reader:
        given = {table.name: last_number(reader, table) or 0 for table in numbered}
    with frozen(other) as reader:
        own = {table.name: last_number(reader, table) or 0 for table in numbered}
    set_numbers(
        other.schema_name, [(table.name, table.key, max(given[table.name], own[table.name])) for table in numbered]
    )


def finish(restoration: Restoration, *, by: Actor) -> None:
    """Remove the version that is not in service. Raises `RuleBroken("busy")`."""
    with _held(restoration) as held:
        _finish(held, by)


def _finish(held: Restoration, by: Actor) -> None:
    if held.other is not None:  # first: safe to run again, as long as the restoration names it
        delete_space(by=by, space=held.other, reason=_("version mise de côté par une restauration"), at_once=True)
    end_restoration(by=by, restoration=held)


def tidy(now: datetime, *, by: Actor) -> None:
    """Remove what restorations kept apart long enough, and what those cut short (their worker is dead) left behind."""
    for each in [*ended(now), *Restoration.objects.filter(stage=Stage.LOADING, wanted="")]:
        with suppress(RuleBroken), _held(each) as held:
            if held.stage == Stage.LOADING and not held.wanted:
                _undo(held, by)
            elif ended(now).filter(pk=held.pk).exists():  # nobody switched it since the list was read
                _finish(held, by)


def advance(restoration: Restoration, *, by: Actor) -> None:
    """Do what operators asked of a restoration, once; what cannot be done is written on it. On the platform.

    One that is busy (the space is being backed up) is left as it is: another attempt will come.
    """
    steps: dict[Wanted, Callable[..., None]] = {
        Wanted.LOAD: _load,
        Wanted.SWITCH: switch,
        Wanted.BACK: partial(switch, back=True),
        Wanted.FINISH: finish,
    }
    try:
        steps[Wanted(restoration.wanted)](restoration, by=by)
    except (OSError, RuleBroken) as error:
        if getattr(error, "code", "") != "busy":
            said = str(getattr(error, "message", "")) or type(error).__name__
            fail_restoration(by=by, restoration=restoration, error=said)


def _load(restoration: Restoration, *, by: Actor) -> None:
    if restoration.backup is None:
        raise RuleBroken("gone", _("Cette sauvegarde n’est plus gardée."))
    restore_beside(restoration.space, folder() / restoration.backup.name, by=by, asked=restoration)
