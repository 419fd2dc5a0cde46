"""Make an archive from the moment it is taken up: the work between the short transactions of `operations.building`."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from platform_core import scope
from platform_core.access import System
from platform_core.files.models import private_storage
from tenants.archive.models import Archive
from tenants.archive.operations.building import Stopped, claim_archive, finish_archive, note_progress
from tenants.archive.registry import PORTABLE
from tenants.archive.writing import Written, write_archive
from tenants.spaces.models import Space

SELF = System("archive")
FOLDER = "archives"


def make_archive(archive_id: int) -> bool:
    """Build an archive that waits, or that a silent worker left; returns whether its file is now offered.

    Killed anywhere, it leaves an archive that is taken up again after some minutes, and at most a file that nobody is
    offered and that the next attempt removes.
    """
    archive = claim_archive(by=SELF, archive_id=archive_id)
    if archive is None:
        return False
    name = _name(archive)
    target = Path(private_storage().path(name))
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob("*"):  # of earlier attempts; only the file on offer stays
        if not Archive.objects.filter(content=f"{scope.schema_name()}/{FOLDER}/{left.name}").exists():
            left.unlink(missing_ok=True)
    try:
        written = _write(archive, target)
        held = {"done": written.rows, "total": written.rows, "files": written.files, "missing": written.missing}
        finish_archive(by=SELF, archive=archive, name=name, size=target.stat().st_size, seal=written.seal, **held)
    except Stopped:
        target.unlink(missing_ok=True)
        return False
    return True


def _name(archive: Archive) -> str:
    """Return where the file of this attempt goes; nothing of it comes from a person."""
    run = archive.run.hex if archive.run else ""
    return f"{scope.schema_name()}/{FOLDER}/{archive.pk}-{run}.zip"


def _write(archive: Archive, target: Path) -> Written:
    def say(done: int, total: int) -> None:
        note_progress(by=SELF, archive=archive, done=done, total=total)

    with target.open("wb") as out:
        return write_archive(out, cast("Space", scope.current()), profile=PORTABLE, say=say)
