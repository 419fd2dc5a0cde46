"""The whole platform lost and put back on an empty disk, by the commands of deploy/backup/README.md."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from tests.bench.measuring import say, start, timed
from tests.deploy.whole.losing import Platform, archiving, portrait, put_back

SPACES = int(os.environ.get("BENCH_SPACES", "100"))


def main() -> None:
    """Print the seconds of each act, and whether all came back."""
    start()
    folder = Path(tempfile.mkdtemp(prefix="whole-"))
    folder.chmod(0o711)
    try:
        measure(Platform(folder / "here", folder / "backups"))
    finally:
        shutil.rmtree(folder)


def measure(platform: Platform) -> None:
    """Fill, back up, lose, put back, compare."""
    with platform.started():
        archiving(platform)
    with platform.started():
        platform.fill(f"open_spaces({SPACES})")
        say(f"{SPACES} spaces: backed up in {timed(lambda: platform.run('pg_basebackup')):.1f} s")
        say(f"{size(platform.backups) / 1e6:.0f} MB kept for {size(platform.data) / 1e6:.0f} MB of data")
        before = portrait(platform)
        files = shutil.copytree(platform.media, platform.backups.parent / "files")
        platform.lose()
    say(f"unpacked in {timed(lambda: put_back(platform, files)):.1f} s")
    began = platform.started()
    say(f"in service after {timed(began.__enter__):.1f} s more")
    say("identical" if portrait(platform) == before else "DIFFERENT")
    began.__exit__(None, None, None)


def size(folder: Path) -> int:
    """Return the bytes of the files under a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main()
