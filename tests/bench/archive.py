"""Seconds and memory to archive a space of 50,000 contributions, import it, compare it; to back it up and restore it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.measuring import fill, say, start

PROPOSALS, SUPPORTS, COMMENTS, FILES = 20_000, 50_000, 30_000, 500
FILE = 200_000  # bytes each
LABEL = "mesure-archive"


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Say how long a part takes, and the most memory that this process held meanwhile."""
    begun = time.perf_counter()
    _forget_peak()
    yield
    say(f"{what}: {time.perf_counter() - begun:.1f} s, peak {_peak():.0f} MB")


def _forget_peak() -> None:
    """Start counting the most memory held anew (Linux: 5 in clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main() -> None:
    """Measure all in one run."""
    start()
    from django.conf import settings

    from tenants.spaces.scopes import platform
    from tests import making

    if sys.argv[1:] == ["fill"]:  # in a process of its own, whose memory does not count
        with making.in_space(making.make_space(LABEL)):
            fill(PROPOSALS, SUPPORTS, COMMENTS)
            add_files()
        return
    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT, settings.BACKUP_ROOT = Path(folder, "media"), Path(folder, "backups")
        environment = {**os.environ, "MEDIA_ROOT": str(settings.MEDIA_ROOT)}
        subprocess.run([sys.executable, "-m", "tests.bench.archive", "fill"], env=environment, check=True)
        with platform():
            move(LABEL, Path(folder, "espace.zip"))
            restore(LABEL)


def add_files() -> None:
    """Add files of random bytes, which no compression helps."""
    from platform_core.accounts.models import User
    from tests.tenants.archive.spaces import store

    owner = User.objects.earliest("pk").pk
    for number in range(FILES):
        store(owner, os.urandom(FILE), f"{number}.pdf")


def move(label: str, path: Path) -> None:
    """Archive, check, import, compare."""
    from tenants.archive.checking import check_archive
    from tenants.archive.registry import PORTABLE
    from tenants.archive.writing import write_archive
    from tenants.arrivals.operations import request_arrival
    from tenants.arrivals.receiving import receive
    from tenants.spaces.models import Space
    from tests import making

    space = Space.objects.get(label=label)
    with measured("write the archive"), path.open("wb") as out:
        written = write_archive(out, space, profile=PORTABLE)
    say(f"  {written.rows} rows, {written.files} files, {path.stat().st_size / 1e6:.0f} MB")
    with measured("check it"), path.open("rb") as file:
        check_archive(file)
    arrival = request_arrival(by=making.SYSTEM, label=f"{label}-copie", path=path, name="", in_background=False)
    with measured("import it (check, build, load, compare, open)"):
        lines = receive(arrival)
    same = bool(lines) and all(line.same for line in lines or ())
    say(f"  identical by checksum: {same} ({len(lines or ())} tables)")


def restore(label: str) -> None:
    """Back up, restore beside, switch."""
    from tenants.backup.making import make_backup
    from tenants.backup.queries import folder, restoration_of
    from tenants.backup.restoring import restore_beside, switch
    from tenants.spaces.models import Space
    from tests import making

    space = Space.objects.get(label=label)
    with measured("back it up (write sealed, read back)"):
        backup = make_backup(space)
    say(f"  {backup.size / 1e6:.0f} MB")
    with measured("restore it beside"):
        restore_beside(space, folder() / backup.name, by=making.SYSTEM)
    restoration = restoration_of(space)
    if restoration is not None:
        with measured("switch"):
            switch(restoration, by=making.SYSTEM)


if __name__ == "__main__":
    main()
