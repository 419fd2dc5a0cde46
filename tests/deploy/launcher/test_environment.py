import sys
from pathlib import Path

import pytest

from deploy.launcher.environment import binaries, fingerprint, last_line
from deploy.launcher.messages import Refused
from deploy.launcher.places import Places


def test_the_fingerprint_changes_with_the_lock_and_with_the_place(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("django==5.2.19", encoding="utf-8")
    first = fingerprint(lock, tmp_path / "one")
    assert fingerprint(lock, tmp_path / "one") == first
    assert fingerprint(lock, tmp_path / "two") != first
    lock.write_text("django==5.2.20", encoding="utf-8")
    assert fingerprint(lock, tmp_path / "one") != first


def test_a_linked_environment_is_used_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".venv").symlink_to(sys.prefix)
    assert binaries(Places(tmp_path, tmp_path), tmp_path) == tmp_path / ".venv/bin"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".venv"]


def test_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".venv").symlink_to(tmp_path / "gone")
    with pytest.raises(Refused, match="supprimez ce lien"):
        binaries(Places(tmp_path, tmp_path), tmp_path)


@pytest.mark.parametrize(("log", "line"), [("a\nb\n\n", "b"), ("\n", "aucune explication")])
def test_the_last_line_that_says_something(tmp_path: Path, log: str, line: str) -> None:
    (tmp_path / "log").write_text(log, encoding="utf-8")
    assert last_line(tmp_path / "log") == line
