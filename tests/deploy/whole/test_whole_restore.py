"""The machine is lost: what deploy/backup/README.md says brings the whole platform back, identical."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.whole.losing import Platform, archiving, portrait, put_back


@pytest.fixture
def lost(request: pytest.FixtureRequest) -> Iterator[Platform]:
    """Return an installation in a folder that the database's account can reach."""
    folder = Path(tempfile.mkdtemp(prefix="whole-"))
    folder.chmod(0o711)
    yield Platform(folder / "here", folder / "backups")
    shutil.rmtree(folder)


def compare(platform: Platform, before: dict[str, object]) -> None:
    """All is as it was, and the installation's own commands find nothing to say."""
    after = portrait(platform)
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == set()
    platform.do("manage.py", "prepare")
    platform.do("manage.py", "checkspaces")


def test_a_nightly_copy_and_the_journal_lose_nothing_that_was_archived(lost: Platform) -> None:
    with lost.started():
        archiving(lost)
    with lost.started():
        lost.fill("open_spaces(2)")
        lost.run("pg_basebackup")
        lost.fill("write_again()")
        before = portrait(lost)
        files = shutil.copytree(lost.media, lost.backups.parent / "files")
        hand_over(lost)
        lost.lose()
    put_back(lost, files)
    with lost.started():
        compare(lost, before)


def hand_over(platform: Platform) -> None:
    """End the present piece of the journal, as the clock does every five minutes, and wait until it is kept."""
    with platform.superuser() as link:
        row = link.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
        assert row is not None
        end = time.monotonic() + 60
        while not (platform.backups / "wal" / str(row[0])).exists():
            assert time.monotonic() < end, "the journal is not archived"
            time.sleep(0.1)


def test_a_dump_and_the_roles_bring_everything_back_on_a_new_server(lost: Platform) -> None:
    with lost.started():
        lost.fill("open_spaces(2)")
        for step in ("pg_dumpall", "pg_dump "):
            lost.run(step)
        before = portrait(lost)
        files = shutil.copytree(lost.media, lost.backups.parent / "files")
        lost.lose()
    with lost.started():
        with lost.superuser("postgres") as link:
            link.execute("DROP DATABASE citoyens")  # made by the start of these tests, not on a server just installed
        shutil.copytree(files, lost.media)
        for step in ("psql", "createdb", "pg_restore"):
            lost.run(step)
        compare(lost, before)
