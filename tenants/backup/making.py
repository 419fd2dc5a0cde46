"""Make the backup of a space: written sealed, read back whole, then the old ones go."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import IO

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_core.access import System
from platform_core.errors import RuleBroken
from tenants.archive.checking import check_archive
from tenants.archive.refusals import ArchiveRefused, damaged
from tenants.archive.registry import BACKUP
from tenants.archive.writing import write_archive
from tenants.backup.keys import current_key, keys
from tenants.backup.locking import alone
from tenants.backup.models import Backup, State
from tenants.backup.operations import begin_backup, fail_backup, finish_backup, forget_backups
from tenants.backup.queries import folder, good_backups
from tenants.backup.retention import kept
from tenants.backup.sealed import SealingWriter, Unreadable, opened
from tenants.holds.queries import in_force
from tenants.spaces.models import Space

log = structlog.get_logger(__name__)
SELF = System("backup")


def make_backup(space: Space) -> Backup:
    """Back up a space, whatever its state; on the platform. Raises `RuleBroken` without a key, or while somebody else backs it
    up or restores it; what fails is noted, raised.
    """
    key = current_key()
    if key is None:
        raise RuleBroken("no_key", _("Aucune clé de sauvegarde n’est réglée (variable BACKUP_KEYS)."))
    with alone(space.pk) as first:
        if not first:
            raise RuleBroken("busy", _("Cet espace est en train d’être sauvegardé ou restauré. Réessayez plus tard."))
        _clear_interrupted(space)
        return _made(space, key)


def _clear_interrupted(space: Space) -> None:
    """Remove what backups cut short left, whose worker is dead since nobody holds the lock; say that they failed."""
    for each in Backup.objects.filter(space=space, state=State.MAKING):
        for left in (folder() / f"space-{space.pk}").glob(f"*Z-{each.pk}.*"):
            left.unlink(missing_ok=True)
        fail_backup(by=SELF, backup=each, error="interrupted")


def _made(space: Space, key: bytes) -> Backup:
    backup = begin_backup(by=SELF, space=space)
    name = f"space-{space.pk}/{backup.at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{backup.pk}.cecb"
    path = folder() / name
    try:
        facts = _write(space, path, key)
        with reading(path) as file:
            seal = check_archive(file).manifest.seal
        if seal != facts["seal"]:
            raise damaged()
    except (OSError, ArchiveRefused) as error:
        path.unlink(missing_ok=True)
        log.warning("backup_failed", space=space.pk, error=str(error))
        fail_backup(by=SELF, backup=backup, error=f"{type(error).__name__}: {error}")
        raise
    finish_backup(by=SELF, backup=backup, name=name, size=path.stat().st_size, **facts)
    prune(space)
    return backup


def _write(space: Space, path: Path, key: bytes) -> dict[str, int | str]:
    """Write the sealed file; it has its name only once it is whole and on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            writer = SealingWriter(out, key)
            written = write_archive(writer, space, profile=BACKUP)  # type: ignore[arg-type]  # it has all that is used
            writer.finish()
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return {"rows": written.rows, "files": written.files, "seal": written.seal}


@contextmanager
def reading(path: Path) -> Iterator[IO[bytes]]:
    """Give the clear text of a sealed file, never written anywhere. Raises `ArchiveRefused` when it is not as written."""
    with path.open("rb") as file:
        try:
            clear = opened(file, keys())
        except Unreadable as error:
            raise damaged() from error
        yield clear


def prune(space: Space) -> int:
    """Remove the backups of a space that are kept no longer; returns how many.

    Under legal hold, those made before it stay: what was erased since is in them alone.
    """
    good, hold = list(good_backups(space)), in_force(space)
    stay = kept([each.at for each in good], timezone.now())
    gone = [each for each in good if each.at not in stay and not (hold and each.at <= hold.set_at)]
    for each in gone:
        (folder() / each.name).unlink(missing_ok=True)
    forget_backups(by=SELF, backups=gone)
    return len(gone)


def remove_all(space: Space) -> None:
    """Remove every backup of a space that is deleted. Safe to run again."""
    home = folder() / f"space-{space.pk}"
    for path in home.glob("*") if home.is_dir() else ():
        path.unlink(missing_ok=True)
    forget_backups(by=SELF, backups=list(Backup.objects.filter(space=space)))
